// freed_before_join.c: frees what the thread has made when it was read.
#include <pthread.h>
#include <stdlib.h>

static int *result;

static void *task(void *arg)
{
    result = malloc(sizeof *result);
    *result = 42;
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, task, NULL);
    pthread_join(thread, NULL);
    int got = *result;
    free(result);
    return got == 1;
}
