// hundred_waiters.c: one event_set frees a hundred threads, those that
// wait already and those that come later; each then sees what was
// written before the set.

#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdio.h>

#include "check.h"
#include "event.h"

enum { WAITERS = 100 };

struct news {
    struct event event;
    int text; // a plain int: the event alone puts reads after the write
};

static void *task(void *arg)
{
    struct news *news = arg;

    if (!event_wait(&news->event) || news->text != 42)
        puts("a waiter was let go too early");
    return NULL;
}

int main(void)
{
    struct news news = {.text = 0};
    pthread_t threads[WAITERS];

    event_init(&news.event);
    for (int i = 0; i < WAITERS; i++)
        CHECK(pthread_create(&threads[i], NULL, task, &news));
    news.text = 42;
    event_set(&news.event);
    for (int i = 0; i < WAITERS; i++)
        pthread_join(threads[i], NULL);
    event_destroy(&news.event);
    puts("all free");
}
