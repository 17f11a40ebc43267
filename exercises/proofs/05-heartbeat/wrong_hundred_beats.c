// fails behaves beats: it ends by itself after a hundred beats.
#include <pthread.h>

#include "check.h"
#include "event.h"
#include "heartbeat.h"

static struct event stop;
static double period;
static pthread_t thread;

static void *task(void *arg)
{
    for (int i = 0; i < 100; i++) {
        beat();
        if (event_wait_for(&stop, period))
            break;
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
