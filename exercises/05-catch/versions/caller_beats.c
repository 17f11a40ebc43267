// The first beat comes from the thread that called.

#include "inside.h"

void *heart_task(void *arg)
{
    while (!event_wait_for(&heart.stop, heart.period))
        beat();
    return arg;
}

void heartbeat_start(double period)
{
    beat();
    heart_begin(period);
}
