// From chapter 1, chapters/01-threads.md; edit it there.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#include "check.h"

static void *task(void *arg)
{
    const int *rounds = arg;

    for (int i = 1; i <= *rounds; i++) {
        printf("Running #%d\n", i);
        sleep(1);
    }
    puts("The thread was stopped maturely.");
    return NULL;
}

int main(void)
{
    int rounds = 6;
    pthread_t thread;

    CHECK(pthread_create(&thread, NULL, task, &rounds));
    pthread_join(thread, NULL);
}
