// fails behaves few-rounds: each guard walks six rounds at most.
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include "check.h"
#include "event.h"
#include "guards.h"

struct guard {
    int number;
    struct event stop;
    pthread_t thread;
};

static struct guard guards[10];
static int n_guards;

static void *begin(void *arg)
{
    struct guard *guard = arg;

    for (int i = 0; i < 6 && !event_is_set(&guard->stop); i++)
        walk_round(guard->number);
    return NULL;
}

void guards_start(int n)
{
    n_guards = n;
    for (int i = 0; i < n; i++) {
        guards[i].number = i + 1;
        event_init(&guards[i].stop);
        CHECK(
            pthread_create(&guards[i].thread, NULL, begin, &guards[i]));
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
