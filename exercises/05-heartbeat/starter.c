#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <time.h>

#include "check.h"
#include "event.h"
#include "heartbeat.h"

static struct event stop;
static double period;
static pthread_t thread;

static void *task(void *arg)
{
    struct timespec pause = {.tv_sec = (time_t)period};
    pause.tv_nsec = (long)((period - (double)pause.tv_sec) * 1e9);

    while (!event_is_set(&stop)) {
        beat();
        nanosleep(&pause, NULL);
    }
    return arg;
}

void heartbeat_start(double seconds)
{
    period = seconds;
    event_init(&stop);
    CHECK(pthread_create(&thread, NULL, task, NULL));
}

void heartbeat_stop(void)
{
    event_set(&stop);
    pthread_join(thread, NULL);
    event_destroy(&stop);
}
