// fails behaves late-stop: it joins before it asks.
#include <pthread.h>

#include "check.h"
#include "event.h"
#include "heartbeat.h"

static struct event stop;
static double period;
static pthread_t thread;

static void *task(void *arg)
{
    do
        beat();
    while (!event_wait_for(&stop, period));
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
    pthread_join(thread, NULL);
    event_set(&stop);
    event_destroy(&stop);
}
