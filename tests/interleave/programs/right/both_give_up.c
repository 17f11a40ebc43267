// both_give_up.c: two threads try for one lock, and one gets it.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t left = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t right = PTHREAD_MUTEX_INITIALIZER;
static atomic_int winners;

static void try_both(pthread_mutex_t *mine, pthread_mutex_t *his)
{
    pthread_mutex_lock(mine);
    if (pthread_mutex_trylock(his) == 0) {
        atomic_fetch_add(&winners, 1);
        pthread_mutex_unlock(his);
    }
    pthread_mutex_unlock(mine);
}

static void *one(void *arg)
{
    try_both(&left, &right);
    return arg;
}

static void *other(void *arg)
{
    try_both(&left, &right);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, one, NULL);
    pthread_create(&second, NULL, other, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(atomic_load(&winners) > 0);
    return 0;
}
