// read_before_join.c: reads a thread's result and joins it
// afterwards.
#include <pthread.h>
#include <stdio.h>

static int result;

static void *task(void *arg)
{
    result = 7;
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, task, NULL);
    int got = result;
    pthread_join(thread, NULL);
    printf("%d\n", got);
    return 0;
}
