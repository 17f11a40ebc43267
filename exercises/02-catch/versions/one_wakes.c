// event_set wakes one of those who wait.

#include "inside.h"

void event_set(struct event *event)
{
    struct inside *my = event->inside;

    pthread_mutex_lock(&my->mutex);
    atomic_store(&my->is_set, true);
    my->sets++;
    pthread_cond_signal(&my->changed);
    pthread_mutex_unlock(&my->mutex);
}
