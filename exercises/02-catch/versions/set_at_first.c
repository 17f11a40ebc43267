// Nobody says what the flag is at first.

#include "inside.h"

#include <stdlib.h>

#include "check.h"

void event_init(struct event *event)
{
    struct inside *my = malloc(sizeof *my);
    pthread_condattr_t attr;

    CHECK(my == NULL);
    *my = (struct inside){.is_set = true}; // what malloc gave, say
    CHECK(pthread_condattr_init(&attr));
    CHECK(pthread_condattr_setclock(&attr, CLOCK_MONOTONIC));
    CHECK(pthread_cond_init(&my->changed, &attr));
    pthread_condattr_destroy(&attr);
    CHECK(pthread_mutex_init(&my->mutex, NULL));
    event->inside = my;
}
