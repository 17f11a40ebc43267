// read_before_join.c: joins a thread and reads its result afterwards.
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
    pthread_join(thread, NULL);
    int got = result;
    printf("%d\n", got);
    return 0;
}
