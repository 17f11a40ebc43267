// dead_stack_read.c: reads a local variable of a thread that has ended.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdio.h>

static volatile int *result;

__attribute__((noinline)) static void give(volatile int *number)
{
    result = number;
}

static void *task(void *arg)
{
    volatile int local = 42;
    give(&local);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, task, NULL);
    pthread_join(thread, NULL);
    printf("%d\n", *result < 0);
    return 0;
}
