// semaphore_lost.c: takes one job for each post.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <semaphore.h>

static sem_t jobs;

static void *worker(void *arg)
{
    for (int taken = 0; taken < 3; taken++) {
        sem_wait(&jobs);
    }
    return arg;
}

static void *giver(void *arg)
{
    for (int i = 0; i < 3; i++)
        sem_post(&jobs);
    return arg;
}

int main(void)
{
    sem_init(&jobs, 0, 0);
    pthread_t first, second;
    pthread_create(&first, NULL, worker, NULL);
    pthread_create(&second, NULL, giver, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    sem_destroy(&jobs);
    return 0;
}
