// join_with_lock_held.c: joins, with the lock held, a worker that needs
// the lock.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int results;

static void *worker(void *arg)
{
    pthread_mutex_lock(&lock);
    results++;
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, worker, NULL);
    pthread_mutex_lock(&lock);
    int before = results;
    pthread_join(thread, NULL);
    assert(results >= before);
    pthread_mutex_unlock(&lock);
    return 0;
}
