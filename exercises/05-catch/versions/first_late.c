// The first beat comes after the first period.

#include "inside.h"

void *heart_task(void *arg)
{
    while (!event_wait_for(&heart.stop, heart.period))
        beat();
    return arg;
}
