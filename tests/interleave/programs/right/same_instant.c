// same_instant.c: counts instead of timing.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdio.h>

static sem_t stop, reached;

static void *task(void *arg)
{
    bool stopped = false;
    for (int i = 1; i <= 6 && !stopped; i++) {
        printf("Running #%d\n", i);
        if (i == 3) {
            sem_post(&reached);
            sem_wait(&stop);
            break;
        }
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
    sem_wait(&reached);
    sem_post(&stop);
    pthread_join(thread, NULL);
    sem_destroy(&stop);
    sem_destroy(&reached);
    return 0;
}
