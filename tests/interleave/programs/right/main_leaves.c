// main_leaves.c: main joins, so that every line is printed.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdio.h>

static sem_t started;

static void *task(void *arg)
{
    sem_post(&started);
    printf("Running #%d\n", 1);
    fflush(stdout);
    sched_yield();
    printf("Running #%d\n", 2);
    fflush(stdout);
    sched_yield();
    printf("The thread was stopped maturely.\n");
    fflush(stdout);
    return arg;
}

int main(void)
{
    pthread_t thread;
    sem_init(&started, 0, 0);
    pthread_create(&thread, NULL, task, NULL);
    sem_wait(&started);
    pthread_join(thread, NULL);
    sem_destroy(&started);
    return 0;
}
