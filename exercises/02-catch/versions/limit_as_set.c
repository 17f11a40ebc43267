// It returns true when the time is over, too.

#include "inside.h"

bool event_wait_for(struct event *event, double seconds)
{
    struct timespec deadline = deadline_after(seconds);

    wait_until(event->inside, &deadline);
    return true;
}
