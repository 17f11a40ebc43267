// semaphores_crossed.c: each thread posts before it waits for the
// other.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <semaphore.h>

static sem_t left, right;

static void *one(void *arg)
{
    sem_post(&left);
    sem_wait(&right);
    return arg;
}

static void *other(void *arg)
{
    sem_post(&right);
    sem_wait(&left);
    return arg;
}

int main(void)
{
    sem_init(&left, 0, 0);
    sem_init(&right, 0, 0);
    pthread_t first, second;
    pthread_create(&first, NULL, one, NULL);
    pthread_create(&second, NULL, other, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    sem_destroy(&left);
    sem_destroy(&right);
    return 0;
}
