// wait_without_predicate.c: waits for a fact, so an early wakeup does
// no harm.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static bool arrived;

static void *waiter(void *arg)
{
    pthread_mutex_lock(&lock);
    while (!arrived)
        pthread_cond_wait(&wake, &lock);
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *waker(void *arg)
{
    pthread_mutex_lock(&lock);
    arrived = true;
    pthread_cond_signal(&wake);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, waiter, NULL);
    pthread_create(&second, NULL, waker, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(arrived);
    return 0;
}
