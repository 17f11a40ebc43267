// Right, and made otherwise than the book's: whoever waits does so in a
// place of its own, and a set goes from place to place.

#define _POSIX_C_SOURCE 200809L

#include "inside.h"

#include <stdlib.h>

#include "check.h"

struct place {
    struct place *next;
    bool rung;
    pthread_cond_t bell;
};

void event_set(struct event *event)
{
    struct inside *my = event->inside;

    pthread_mutex_lock(&my->mutex);
    atomic_store(&my->is_set, true);
    for (struct place *place = my->first; place; place = place->next) {
        place->rung = true;
        pthread_cond_signal(&place->bell);
    }
    my->first = NULL;
    pthread_mutex_unlock(&my->mutex);
}

bool event_is_set(struct event *event)
{
    struct inside *my = event->inside;

    pthread_mutex_lock(&my->mutex);
    bool is_set = atomic_load(&my->is_set);
    pthread_mutex_unlock(&my->mutex);
    return is_set;
}

static void make_bell(struct place *place)
{
    pthread_condattr_t attr;

    CHECK(pthread_condattr_init(&attr));
    CHECK(pthread_condattr_setclock(&attr, CLOCK_MONOTONIC));
    CHECK(pthread_cond_init(&place->bell, &attr));
    pthread_condattr_destroy(&attr);
}

static void leave(struct inside *my, struct place *place)
{
    struct place **at = &my->first;

    while (*at != place)
        at = &(*at)->next;
    *at = place->next;
}

static void wait_in(struct place *place, struct inside *my,
                    const struct timespec *deadline)
{
    int error = 0;

    while (!place->rung && !error)
        error = deadline ? pthread_cond_timedwait(&place->bell,
                                                  &my->mutex, deadline)
                         : pthread_cond_wait(&place->bell, &my->mutex);
    if (!place->rung)
        leave(my, place);
}

bool wait_until(struct inside *my, const struct timespec *deadline)
{
    struct place place = {0};

    make_bell(&place);
    pthread_mutex_lock(&my->mutex);
    place.rung = atomic_load(&my->is_set);
    if (!place.rung) {
        place.next = my->first;
        my->first = &place;
        wait_in(&place, my, deadline);
    }
    pthread_mutex_unlock(&my->mutex);
    pthread_cond_destroy(&place.bell);
    return place.rung;
}
