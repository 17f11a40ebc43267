// reference_count.c: takes one away and looks in one step.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static atomic_int references = 2, freed;

static void *user(void *arg)
{
    if (atomic_fetch_sub(&references, 1) == 1)
        atomic_fetch_add(&freed, 1);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, user, NULL);
    pthread_create(&second, NULL, user, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(atomic_load(&freed) == 1);
    return 0;
}
