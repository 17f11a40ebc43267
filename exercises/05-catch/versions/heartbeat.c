// heartbeat.c: a heartbeat as chapter 5 makes it. Its functions are
// weak: each of the other files here defines one or two of them anew,
// and the linker takes those.

#include "inside.h"

#define WEAK __attribute__((weak))

struct heart heart;

WEAK void *heart_task(void *arg)
{
    do
        beat();
    while (!event_wait_for(&heart.stop, heart.period));
    return arg;
}

void heart_begin(double period)
{
    heart.period = period;
    event_init(&heart.stop);
    CHECK(pthread_create(&heart.thread, NULL, heart_task, NULL));
}

WEAK void heartbeat_start(double period)
{
    heart_begin(period);
}

WEAK void heartbeat_stop(void)
{
    event_set(&heart.stop);
    pthread_join(heart.thread, NULL);
    event_destroy(&heart.stop);
}
