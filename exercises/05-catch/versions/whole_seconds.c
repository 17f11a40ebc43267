// It counts in whole seconds, rounded up.

#include "inside.h"

void *heart_task(void *arg)
{
    long whole = (long)heart.period;
    double period = (double)(whole < heart.period ? whole + 1 : whole);

    do
        beat();
    while (!event_wait_for(&heart.stop, period));
    return arg;
}
