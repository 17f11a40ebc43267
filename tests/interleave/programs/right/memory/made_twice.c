// made_twice.c: two threads both find that there is none, and one makes
// it.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

static atomic_int made;
static atomic_bool exists;

static void *user(void *arg)
{
    bool expected = false;
    if (atomic_compare_exchange_strong(&exists, &expected, true))
        atomic_fetch_add(&made, 1);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, user, NULL);
    pthread_create(&second, NULL, user, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(atomic_load(&made) == 1);
    return 0;
}
