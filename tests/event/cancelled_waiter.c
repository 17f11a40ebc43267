// cancelled_waiter.c: after a waiter was cancelled, the event works.

#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdio.h>

#include "check.h"
#include "event.h"

static void *wait_without_end(void *arg)
{
    event_wait(arg);
    return NULL;
}

static void *wait_a_year(void *arg)
{
    event_wait_for(arg, 365 * 24 * 3600);
    return NULL;
}

static void cancel_one(struct event *event, void *(*task)(void *))
{
    pthread_t thread;
    void *result;

    CHECK(pthread_create(&thread, NULL, task, event));
    pthread_cancel(thread);
    pthread_join(thread, &result);
    if (result != PTHREAD_CANCELED)
        puts("the waiter returned");
}

int main(void)
{
    struct event event;

    event_init(&event);
    for (int round = 0; round < 200; round++) {
        cancel_one(&event, wait_without_end);
        cancel_one(&event, wait_a_year);
    }
    event_set(&event); // hangs if a waiter took the mutex with it
    puts(event_wait(&event) ? "set" : "clear");
    event_destroy(&event);
}
