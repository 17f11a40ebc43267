// fails behaves left-open: the pipe that wakes the thread is closed by
// nobody, so that two files more are open after each stop.
#define _POSIX_C_SOURCE 200809L

#include <poll.h>
#include <pthread.h>
#include <unistd.h>

#include "check.h"
#include "heartbeat.h"

struct line {
    int ends[2];
    int milliseconds;
};

static struct line line;
static pthread_t thread;

static void *task(void *arg)
{
    struct line *my = arg;
    struct pollfd from = {.fd = my->ends[0], .events = POLLIN};

    do {
        beat();
    } while (poll(&from, 1, my->milliseconds) == 0);
    return NULL;
}

void heartbeat_start(double period)
{
    line.milliseconds = (int)(period * 1000);
    if (pipe(line.ends) != 0)
        return;
    CHECK(pthread_create(&thread, NULL, task, &line));
}

void heartbeat_stop(void)
{
    if (write(line.ends[1], "x", 1) != 1)
        return;
    pthread_join(thread, NULL);
}
