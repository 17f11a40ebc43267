// trylock_minus_one.c: compares trylock with -1, and unlocks what it
// did not get.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <sched.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int visits;

static void *holder(void *arg)
{
    pthread_mutex_lock(&lock);
    sched_yield();
    visits++;
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *trier(void *arg)
{
    if (pthread_mutex_trylock(&lock) == -1)
        return arg;
    visits++;
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, holder, NULL);
    pthread_create(&second, NULL, trier, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(visits >= 1);
    return 0;
}
