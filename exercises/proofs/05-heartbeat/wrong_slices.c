// fails behaves late-return: it sleeps in slices of 62.5 ms.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <time.h>

#include "check.h"
#include "event.h"
#include "heartbeat.h"

static struct event stop;
static double period;
static pthread_t thread;

static bool pause_for(double left)
{
    for (; left > 0 && !event_is_set(&stop); left -= 0.0625)
        nanosleep(&(struct timespec){0, 62500000}, NULL);
    return event_is_set(&stop);
}

static void *task(void *arg)
{
    do
        beat();
    while (!pause_for(period));
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
