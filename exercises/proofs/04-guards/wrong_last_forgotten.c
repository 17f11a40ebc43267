// fails behaves late-stop: the last guard is not asked.
#include <pthread.h>

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

    while (!event_is_set(&guard->stop))
        walk_round(guard->number);
    return NULL;
}

void guards_start(int n)
{
    n_guards = n;
    for (int i = 0; i < n; i++) {
        guards[i].number = i + 1;
        event_init(&guards[i].stop);
        CHECK(pthread_create(&guards[i].thread, NULL, begin, &guards[i]));
    }
}

void guards_dismiss(void)
{
    for (int i = 0; i < n_guards - 1; i++)
        event_set(&guards[i].stop);
    for (int i = 0; i < n_guards; i++) {
        pthread_join(guards[i].thread, NULL);
        event_destroy(&guards[i].stop);
    }
}
