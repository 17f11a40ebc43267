// destroyed_rwlock.c: destroys a read-write lock that the thread may still
// use.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>

static pthread_rwlock_t lock;

static void *worker(void *arg)
{
    pthread_rwlock_rdlock(&lock);
    pthread_rwlock_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_rwlock_init(&lock, NULL);
    pthread_create(&thread, NULL, worker, NULL);
    pthread_rwlock_destroy(&lock);
    pthread_join(thread, NULL);
    return 0;
}
