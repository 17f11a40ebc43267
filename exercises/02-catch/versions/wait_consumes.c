// The first who gets through makes the event clear again.

#include "inside.h"

bool wait_until(struct inside *my, const struct timespec *deadline)
{
    int error = 0;

    pthread_mutex_lock(&my->mutex);
    while (!atomic_load(&my->is_set) && !error)
        error = sleep_until(my, deadline);
    bool was_set = atomic_exchange(&my->is_set, false);
    pthread_mutex_unlock(&my->mutex);
    return was_set;
}
