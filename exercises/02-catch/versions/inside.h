// inside.h: what an event is made of in every version, and the parts
// that versions share. Do not look if you have not solved the exercise.

#ifndef INSIDE_H
#define INSIDE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <time.h>

#define VERSION
#include "../event.h"

struct inside {
    atomic_bool is_set;
    unsigned long sets;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    struct place *first; // of those who wait, in own_bell.c
};

// Return the time of CLOCK_MONOTONIC that many seconds from now.
struct timespec deadline_after(double seconds);

// Sleep until woken or, unless it is NULL, until the deadline.
int sleep_until(struct inside *my, const struct timespec *deadline);

// Wait as the book does; without a deadline if it is NULL.
bool wait_until(struct inside *my, const struct timespec *deadline);

#endif
