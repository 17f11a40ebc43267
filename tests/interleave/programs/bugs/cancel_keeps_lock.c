// cancel_keeps_lock.c: is cancelled while it sleeps with the lock held.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int naps;

static void *worker(void *arg)
{
    pthread_mutex_lock(&lock);
    struct timespec nap = {0, 1000000};
    nanosleep(&nap, NULL);
    naps++;
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, worker, NULL);
    pthread_cancel(thread);
    pthread_join(thread, NULL);
    pthread_mutex_lock(&lock);
    assert(naps <= 1);
    pthread_mutex_unlock(&lock);
    return 0;
}
