// join_twice.c: the stopper asks, and only main joins.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <semaphore.h>

static pthread_t worker_thread;
static sem_t stop;

static void *worker(void *arg)
{
    sem_wait(&stop);
    return arg;
}

static void *stopper(void *arg)
{
    sem_post(&stop);
    return arg;
}

int main(void)
{
    pthread_t other;
    sem_init(&stop, 0, 0);
    pthread_create(&worker_thread, NULL, worker, NULL);
    pthread_create(&other, NULL, stopper, NULL);
    pthread_join(worker_thread, NULL);
    pthread_join(other, NULL);
    sem_destroy(&stop);
    return 0;
}
