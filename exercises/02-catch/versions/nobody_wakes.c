// event_set wakes nobody: who waits already waits on.

#include "inside.h"

void event_set(struct event *event)
{
    struct inside *my = event->inside;

    pthread_mutex_lock(&my->mutex);
    atomic_store(&my->is_set, true);
    my->sets++;
    pthread_mutex_unlock(&my->mutex);
}
