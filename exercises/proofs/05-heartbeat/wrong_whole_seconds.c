// fails behaves beat-early: the period is cut to whole seconds.
#include <pthread.h>

#include "check.h"
#include "event.h"
#include "heartbeat.h"

static struct event stop;
static int period;
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
    period = (int)seconds;
    event_init(&stop);
    CHECK(pthread_create(&thread, NULL, task, NULL));
}

void heartbeat_stop(void)
{
    event_set(&stop);
    pthread_join(thread, NULL);
    event_destroy(&stop);
}
