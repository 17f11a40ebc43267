// fails behaves beat-for-stop: it beats once more when the stop wakes it.
#include <pthread.h>

#include "check.h"
#include "event.h"
#include "heartbeat.h"

static struct event stop;
static double period;
static pthread_t thread;

static void *task(void *arg)
{
    beat();
    while (!event_is_set(&stop)) {
        event_wait_for(&stop, period);
        beat();
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
