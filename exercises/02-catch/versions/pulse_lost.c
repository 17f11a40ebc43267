// A set that is followed by a clear is lost on those who wait.

#include "inside.h"

bool wait_until(struct inside *my, const struct timespec *deadline)
{
    int error = 0;

    pthread_mutex_lock(&my->mutex);
    while (!atomic_load(&my->is_set) && !error)
        error = sleep_until(my, deadline);
    bool was_set = atomic_load(&my->is_set);
    pthread_mutex_unlock(&my->mutex);
    return was_set;
}
