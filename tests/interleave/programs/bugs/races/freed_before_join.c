// freed_before_join.c: reads, after the join, what the thread has freed.
#include <pthread.h>
#include <stdlib.h>

static int *result;

static void *task(void *arg)
{
    result = malloc(sizeof *result);
    *result = 42;
    free(result);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, task, NULL);
    pthread_join(thread, NULL);
    return *result == 1;
}
