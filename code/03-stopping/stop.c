// From chapter 3, chapters/03-stopping.md; edit it there.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#include "check.h"
#include "event.h"

static void *task(void *arg)
{
    struct event *stop = arg;

    for (int i = 1; i <= 6; i++) {
        printf("Running #%d\n", i);
        sleep(1);
        if (event_is_set(stop)) {
            puts("The thread was stopped prematurely.");
            return NULL;
        }
    }
    puts("The thread was stopped maturely.");
    return NULL;
}

int main(void)
{
    struct event stop;
    pthread_t thread;

    event_init(&stop);
    CHECK(pthread_create(&thread, NULL, task, &stop));

    sleep(3);
    event_set(&stop);

    pthread_join(thread, NULL);
    event_destroy(&stop);
}
