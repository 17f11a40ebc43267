// From chapter 1, chapters/01-threads.md; edit it there.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdio.h>

#include "check.h"

static void *task(void *arg)
{
    const int *number = arg;

    printf("I am thread %d.\n", *number);
    return NULL;
}

int main(void)
{
    pthread_t threads[3];
    int i;

    for (i = 0; i < 3; i++)
        CHECK(pthread_create(&threads[i], NULL, task, &i));
    for (int j = 0; j < 3; j++)
        pthread_join(threads[j], NULL);
}
