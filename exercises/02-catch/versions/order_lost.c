// Who sees the event set may not read what was written before the set.

#include "inside.h"

bool event_is_set(struct event *event)
{
    return atomic_load_explicit(&event->inside->is_set,
                                memory_order_relaxed);
}
