// destroy_locked.c: joins before it destroys the mutex.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

static pthread_mutex_t lock;
static atomic_int done;

static void *worker(void *arg)
{
    pthread_mutex_lock(&lock);
    atomic_store(&done, 1);
    sched_yield();
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_mutex_init(&lock, NULL);
    pthread_create(&thread, NULL, worker, NULL);
    pthread_join(thread, NULL);
    assert(atomic_load(&done));
    pthread_mutex_destroy(&lock);
    return 0;
}
