// same_instant.c: takes three naps in a row to end before one three
// times as long.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>

static sem_t stop, reached;

static void *task(void *arg)
{
    bool stopped = false;
    for (int i = 1; i <= 6 && !stopped; i++) {
        printf("Running #%d\n", i);
        struct timespec nap = {0, 10000000};
        nanosleep(&nap, NULL);
        stopped = sem_trywait(&stop) == 0;
    }
    puts("The thread was stopped prematurely.");
    return arg;
}

int main(void)
{
    pthread_t thread;
    sem_init(&stop, 0, 0);
    sem_init(&reached, 0, 0);
    pthread_create(&thread, NULL, task, NULL);
    struct timespec nap = {0, 30000000};
    nanosleep(&nap, NULL);
    sem_post(&stop);
    pthread_join(thread, NULL);
    sem_destroy(&stop);
    sem_destroy(&reached);
    return 0;
}
