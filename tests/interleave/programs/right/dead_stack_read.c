// dead_stack_read.c: reads a local variable of a thread that waits for it.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static volatile int *result;
static sem_t given, used;

__attribute__((noinline)) static void give(volatile int *number)
{
    result = number;
}

static void *task(void *arg)
{
    volatile int local = 42;
    give(&local);
    sem_post(&given);
    sem_wait(&used);
    return arg;
}

int main(void)
{
    pthread_t thread;
    sem_init(&given, 0, 0);
    sem_init(&used, 0, 0);
    pthread_create(&thread, NULL, task, NULL);
    sem_wait(&given);
    printf("%d\n", *result < 0);
    sem_post(&used);
    pthread_join(thread, NULL);
    sem_destroy(&given);
    sem_destroy(&used);
    return 0;
}
