// fails idles polling: it waits for the event, but in slices.
#include <pthread.h>

#include "check.h"
#include "event.h"
#include "heartbeat.h"

static struct event stop;
static double period;
static pthread_t thread;

static bool pause_for(double left)
{
    for (; left > 0; left -= 0.5)
        if (event_wait_for(&stop, left < 0.5 ? left : 0.5))
            return true;
    return false;
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
