// used_while_removed.c: uses a device between the look whether it stops
// and its removal.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

static atomic_int users = 1;
static atomic_bool stopping, removed;

// The last who leaves removes the device.
static void leave(void)
{
    if (atomic_fetch_sub(&users, 1) == 1)
        atomic_store(&removed, true);
}

static void *user(void *arg)
{
    if (atomic_load(&stopping))
        return arg;
    atomic_fetch_add(&users, 1);
    assert(!atomic_load(&removed));
    leave();
    return arg;
}

static void *stopper(void *arg)
{
    atomic_store(&stopping, true);
    leave();
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, user, NULL);
    pthread_create(&second, NULL, stopper, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(atomic_load(&stopping) && atomic_load(&removed));
    return 0;
}
