// freed_while_awaited.c: unlocks, joins, destroys, and frees the mutex then.
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
    pthread_mutex_unlock(lock);
    pthread_join(thread, NULL);
    pthread_mutex_destroy(lock);
    free(lock);
    return 0;
}
