// self_deadlock.c: calls, with the lock held, the version that takes no
// lock.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock;
static int sum, calls;

static void add(int amount)
{
    sum += amount;
}

static void *worker(void *arg)
{
    pthread_mutex_lock(&lock);
    calls++;
    add(1);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_mutexattr_t normal;
    pthread_mutexattr_init(&normal);
    pthread_mutexattr_settype(&normal, PTHREAD_MUTEX_NORMAL);
    pthread_mutex_init(&lock, &normal);
    pthread_mutexattr_destroy(&normal);
    pthread_create(&thread, NULL, worker, NULL);
    pthread_join(thread, NULL);
    pthread_mutex_destroy(&lock);
    assert(sum == calls);
    return 0;
}
