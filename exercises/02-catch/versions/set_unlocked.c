// event_set takes no mutex: it can come between look and sleep.

#include "inside.h"

void event_set(struct event *event)
{
    struct inside *my = event->inside;

    atomic_store(&my->is_set, true);
    pthread_cond_broadcast(&my->changed);
}
