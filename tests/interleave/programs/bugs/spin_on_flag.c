// spin_on_flag.c: spins on a flag that the setter leaves alone if it
// came first.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>

static atomic_bool waiting;
static atomic_bool set;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *spinner(void *arg)
{
    pthread_mutex_lock(&lock);
    atomic_store(&waiting, true);
    pthread_mutex_unlock(&lock);
    while (!atomic_load(&set))
        sched_yield();
    return arg;
}

static void *setter(void *arg)
{
    pthread_mutex_lock(&lock);
    if (atomic_load(&waiting))
        atomic_store(&set, true);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, spinner, NULL);
    pthread_create(&second, NULL, setter, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(atomic_load(&waiting));
    return 0;
}
