// From chapter 2, chapters/02-event.md; edit it there.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdio.h>

#include "check.h"
#include "event.h"

static void *task(void *arg)
{
    struct event *event = arg;

    puts("The task waits.");
    event_wait(event);
    puts("The task goes on.");
    return NULL;
}

static void show(const char *when, struct event *event)
{
    printf("%s: %s\n", when, event_is_set(event) ? "set" : "clear");
}

int main(void)
{
    struct event event;
    pthread_t thread;

    event_init(&event);
    show("At first", &event);
    CHECK(pthread_create(&thread, NULL, task, &event));

    if (!event_wait_for(&event, 2))
        puts("Nobody set the event for two seconds.");

    event_set(&event);
    pthread_join(thread, NULL);
    show("After event_set", &event);

    event_clear(&event);
    show("After event_clear", &event);
    event_destroy(&event);
}
