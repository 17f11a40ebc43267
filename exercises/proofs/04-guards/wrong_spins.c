// fails idles busy: main asks again and again whether all have ended
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#include "check.h"
#include "event.h"
#include "guards.h"

struct guard {
    int number;
    pthread_t thread;
};

static struct guard guards[10];
static int n_guards;
static struct event stop;
static atomic_int inside;

static void *begin(void *arg)
{
    struct guard *guard = arg;

    while (!event_is_set(&stop))
        walk_round(guard->number);
    atomic_fetch_sub(&inside, 1);
    return NULL;
}

void guards_start(int n)
{
    event_init(&stop);
    atomic_store(&inside, n);
    n_guards = n;
    for (int i = 0; i < n; i++) {
        guards[i].number = i + 1;
        CHECK(pthread_create(&guards[i].thread, NULL, begin,
                             &guards[i]));
    }
}

void guards_dismiss(void)
{
    event_set(&stop);
    while (atomic_load(&inside) > 0)
        sched_yield();
    for (int i = 0; i < n_guards; i++)
        pthread_join(guards[i].thread, NULL);
    event_destroy(&stop);
}
