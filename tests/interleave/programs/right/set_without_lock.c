// set_without_lock.c: sets the flag under the lock, so nobody is
// between.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static atomic_bool stop;

static void *waiter(void *arg)
{
    pthread_mutex_lock(&lock);
    while (!atomic_load(&stop))
        pthread_cond_wait(&wake, &lock);
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *stopper(void *arg)
{
    pthread_mutex_lock(&lock);
    atomic_store(&stop, true);
    pthread_mutex_unlock(&lock);
    pthread_cond_broadcast(&wake);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, waiter, NULL);
    pthread_create(&second, NULL, stopper, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
