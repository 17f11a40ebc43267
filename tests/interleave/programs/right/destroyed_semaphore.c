// destroyed_semaphore.c: destroys a semaphore after the join.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <semaphore.h>

static sem_t done;

static void *worker(void *arg)
{
    sem_post(&done);
    return arg;
}

int main(void)
{
    pthread_t thread;
    sem_init(&done, 0, 0);
    pthread_create(&thread, NULL, worker, NULL);
    pthread_join(thread, NULL);
    sem_destroy(&done);
    return 0;
}
