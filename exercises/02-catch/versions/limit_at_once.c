// The seconds are taken for a point in time, long past.

#include "inside.h"

bool event_wait_for(struct event *event, double seconds)
{
    struct timespec deadline = {.tv_sec = (time_t)seconds};

    return wait_until(event->inside, &deadline);
}
