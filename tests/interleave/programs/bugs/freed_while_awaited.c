// freed_while_awaited.c: frees a mutex that a thread waits for.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t *lock;

static void *worker(void *arg)
{
    pthread_mutex_lock(lock);
    pthread_mutex_unlock(lock);
    return arg;
}

int main(void)
{
    pthread_t thread;
    lock = malloc(sizeof *lock);
    pthread_mutex_init(lock, NULL);
    pthread_mutex_lock(lock);
    pthread_create(&thread, NULL, worker, NULL);
    free(lock);
    pthread_join(thread, NULL);
    return 0;
}
