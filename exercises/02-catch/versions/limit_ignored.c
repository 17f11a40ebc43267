// event_wait_for waits until the event is set, however long.

#include "inside.h"

bool event_wait_for(struct event *event, double seconds)
{
    if (!(seconds > 0))
        return event_is_set(event);
    return wait_until(event->inside, NULL);
}
