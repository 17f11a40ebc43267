// fails behaves spin: it asks the clock again and again.
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
    struct timespec time, next;

    clock_gettime(CLOCK_MONOTONIC, &next);
    while (!event_is_set(&stop)) {
        clock_gettime(CLOCK_MONOTONIC, &time);
        if (time.tv_sec < next.tv_sec)
            continue;
        beat();
        next.tv_sec += (time_t)period;
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
