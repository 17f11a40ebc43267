// Whoever is woken goes on, also for no reason: an if, no while.

#include "inside.h"

bool event_wait(struct event *event)
{
    struct inside *my = event->inside;

    pthread_mutex_lock(&my->mutex);
    if (!atomic_load(&my->is_set))
        pthread_cond_wait(&my->changed, &my->mutex);
    pthread_mutex_unlock(&my->mutex);
    return true;
}
