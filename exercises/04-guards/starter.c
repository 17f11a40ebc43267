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

static void dismiss(struct guard *guard)
{
    event_set(&guard->stop);
    pthread_join(guard->thread, NULL);
    event_destroy(&guard->stop);
}

void guards_start(int n)
{
    n_guards = n;
    for (int i = 0; i < n; i++) {
        struct guard *guard = &guards[i];

        guard->number = i + 1;
        event_init(&guard->stop);
        CHECK(pthread_create(&guard->thread, NULL, begin, guard));
    }
}

void guards_dismiss(void)
{
    for (int i = 0; i < n_guards; i++)
        dismiss(&guards[i]);
}
