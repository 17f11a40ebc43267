// destroy_after_wait.c: a waiter that was woken destroys the event,
// while the setter may still be inside event_set. 2,000 times.

#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdlib.h>

#include "check.h"
#include "event.h"

static void *set(void *arg)
{
    event_set(arg);
    return NULL;
}

int main(void)
{
    for (int round = 0; round < 2000; round++) {
        struct event *event = malloc(sizeof *event);
        pthread_t thread;

        CHECK(event == NULL);
        event_init(event);
        CHECK(pthread_create(&thread, NULL, set, event));
        event_wait(event);
        event_destroy(event);
        free(event);
        pthread_join(thread, NULL);
    }
}
