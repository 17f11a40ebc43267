// From chapter 5, chapters/05-promise.md; edit it there.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "event.h"

static void *task(void *arg)
{
    struct event *stop = arg;

    for (int i = 1; i <= 6; i++) {
        printf("Running #%d\n", i);
        if (event_wait_for(stop, 1)) {
            puts("The thread was stopped prematurely.");
            return NULL;
        }
    }
    puts("The thread was stopped maturely.");
    return NULL;
}

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(void)
{
    struct timespec pause = {.tv_sec = 2, .tv_nsec = 500000000};
    struct event stop;
    pthread_t thread;

    event_init(&stop);
    CHECK(pthread_create(&thread, NULL, task, &stop));

    nanosleep(&pause, NULL);
    event_set(&stop);
    double asked = now();

    pthread_join(thread, NULL);
    printf("It took %.1f seconds to stop.\n", now() - asked);
    event_destroy(&stop);
}
