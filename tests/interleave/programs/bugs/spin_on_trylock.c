// spin_on_trylock.c: tries again and again to take a lock that an ended
// thread holds.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int visits;

static void *holder(void *arg)
{
    pthread_mutex_lock(&lock);
    visits++;
    if (visits == 1)
        return arg;
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *trier(void *arg)
{
    while (pthread_mutex_trylock(&lock) == EBUSY)
        sched_yield();
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
    assert(visits == 2);
    return 0;
}
