// A stop makes it beat once more.

#include "inside.h"

void *heart_task(void *arg)
{
    beat();
    while (!event_is_set(&heart.stop)) {
        event_wait_for(&heart.stop, heart.period);
        beat();
    }
    return arg;
}
