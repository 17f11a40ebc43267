// From chapter 17, chapters/17-scheduler.md; edit it there.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#include "check.h"

static atomic_int visitors;

static void *task(void *arg)
{
    int before = atomic_load(&visitors);

    atomic_store(&visitors, before + 1);
    return arg;
}

int main(void)
{
    pthread_t threads[2];

    for (int i = 0; i < 2; i++)
        CHECK(pthread_create(&threads[i], NULL, task, NULL));
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("visitors: %d\n", atomic_load(&visitors));
}
