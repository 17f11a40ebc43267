// use_after_destroy.c: destroys a mutex that the worker may still lock.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <semaphore.h>

static pthread_mutex_t lock;
static sem_t half_done;
static int steps;

static void *worker(void *arg)
{
    pthread_mutex_lock(&lock);
    steps++;
    pthread_mutex_unlock(&lock);
    sem_post(&half_done);
    pthread_mutex_lock(&lock);
    steps++;
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_mutex_init(&lock, NULL);
    sem_init(&half_done, 0, 0);
    pthread_create(&thread, NULL, worker, NULL);
    sem_wait(&half_done);
    pthread_mutex_destroy(&lock);
    pthread_join(thread, NULL);
    sem_destroy(&half_done);
    return 0;
}
