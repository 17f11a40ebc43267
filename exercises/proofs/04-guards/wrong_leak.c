// fails memory leak: each night takes memory and keeps it.
#include <pthread.h>
#include <stdlib.h>

#include "check.h"
#include "event.h"
#include "guards.h"

struct guard {
    int number;
    struct event stop;
    pthread_t thread;
};

static struct guard *guards;
static int n_guards;

static void *begin(void *arg)
{
    struct guard *guard = arg;

    while (!event_is_set(&guard->stop))
        walk_round(guard->number);
    return NULL;
}

void guards_start(int n)
{
    n_guards = n;
    guards = malloc((size_t)n * sizeof *guards);
    if (!guards)
        abort();
    for (int i = 0; i < n; i++) {
        guards[i].number = i + 1;
        event_init(&guards[i].stop);
        CHECK(pthread_create(&guards[i].thread, NULL, begin, &guards[i]));
    }
}

void guards_dismiss(void)
{
    for (int i = 0; i < n_guards; i++)
        event_set(&guards[i].stop);
    for (int i = 0; i < n_guards; i++) {
        pthread_join(guards[i].thread, NULL);
        event_destroy(&guards[i].stop);
    }
}
