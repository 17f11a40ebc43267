// One event for all, and memory from the heap that does not move.
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#include "check.h"
#include "event.h"
#include "guards.h"

static struct event home;
static pthread_t *threads;
static int on_duty;

static void *patrol(void *arg)
{
    int number = (int)(intptr_t)arg;

    while (!event_is_set(&home))
        walk_round(number);
    return NULL;
}

void guards_start(int n)
{
    event_init(&home);
    threads = calloc((size_t)n, sizeof *threads);
    if (!threads)
        return;
    for (on_duty = 0; on_duty < n; on_duty++)
        CHECK(pthread_create(threads + on_duty, NULL, patrol,
                             (void *)(intptr_t)(on_duty + 1)));
}

void guards_dismiss(void)
{
    event_set(&home);
    while (on_duty > 0)
        CHECK(pthread_join(threads[--on_duty], NULL));
    free(threads);
    event_destroy(&home);
}
