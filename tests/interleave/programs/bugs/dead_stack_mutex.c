// dead_stack_mutex.c: locks a mutex on the stack of a thread that may have
// ended.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <semaphore.h>

static pthread_mutex_t *shared;
static sem_t given;

__attribute__((noinline)) static void give(pthread_mutex_t *mutex)
{
    shared = mutex;
}

static void *task(void *arg)
{
    pthread_mutex_t mutex;
    pthread_mutex_init(&mutex, NULL);
    give(&mutex);
    sem_post(&given);
    return arg;
}

int main(void)
{
    pthread_t thread;
    sem_init(&given, 0, 0);
    pthread_create(&thread, NULL, task, NULL);
    sem_wait(&given);
    pthread_mutex_lock(shared);
    pthread_mutex_unlock(shared);
    pthread_join(thread, NULL);
    sem_destroy(&given);
    return 0;
}
