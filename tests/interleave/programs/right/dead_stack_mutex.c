// dead_stack_mutex.c: locks a mutex on the stack of a thread that waits.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <semaphore.h>

static pthread_mutex_t *shared;
static sem_t given, used;

static void *task(void *arg)
{
    pthread_mutex_t mutex;
    pthread_mutex_init(&mutex, NULL);
    shared = &mutex;
    sem_post(&given);
    sem_wait(&used);
    pthread_mutex_destroy(&mutex);
    return arg;
}

int main(void)
{
    pthread_t thread;
    sem_init(&given, 0, 0);
    sem_init(&used, 0, 0);
    pthread_create(&thread, NULL, task, NULL);
    sem_wait(&given);
    pthread_mutex_lock(shared);
    pthread_mutex_unlock(shared);
    sem_post(&used);
    pthread_join(thread, NULL);
    sem_destroy(&given);
    sem_destroy(&used);
    return 0;
}
