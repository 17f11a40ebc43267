// fails memory index: there is room for nine guards.
#include <pthread.h>

#include "check.h"
#include "event.h"
#include "guards.h"

struct guard {
    int number;
    struct event stop;
    pthread_t thread;
};

static struct {
    struct guard guards[9], kept_free;
} museum;
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
        museum.guards[i].number = i + 1;
        event_init(&museum.guards[i].stop);
        CHECK(pthread_create(&museum.guards[i].thread, NULL, begin, &museum.guards[i]));
    }
}

void guards_dismiss(void)
{
    for (int i = 0; i < n_guards; i++)
        event_set(&museum.guards[i].stop);
    for (int i = 0; i < n_guards; i++) {
        pthread_join(museum.guards[i].thread, NULL);
        event_destroy(&museum.guards[i].stop);
    }
}
