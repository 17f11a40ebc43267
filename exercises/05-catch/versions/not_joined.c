// A stop asks, and does not wait until the thread has ended.

#include "inside.h"

struct life {
    struct event stop;
    double period;
};

static struct life *life;

static void *live(void *arg)
{
    struct life *my = arg;

    do
        beat();
    while (!event_wait_for(&my->stop, my->period));
    event_destroy(&my->stop);
    free(my);
    return NULL;
}

void heartbeat_start(double period)
{
    life = malloc(sizeof *life);
    CHECK(life == NULL);
    life->period = period;
    event_init(&life->stop);
    CHECK(pthread_create(&heart.thread, NULL, live, life));
}

void heartbeat_stop(void)
{
    pthread_detach(heart.thread);
    event_set(&life->stop);
}
