// odd_seconds.c: event_wait_for with every strange length of time.

#define _POSIX_C_SOURCE 200809L

#include <float.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

#include "check.h"
#include "event.h"

static void *set(void *arg)
{
    event_set(arg);
    return NULL;
}

// These do not block; the event stays clear.
static void try_short(double seconds)
{
    struct event event;

    event_init(&event);
    printf("%g: %s\n", seconds,
           event_wait_for(&event, seconds) ? "set" : "clear");
    event_destroy(&event);
}

// These block until the event is set.
static void try_long(double seconds)
{
    struct event event;
    pthread_t thread;

    event_init(&event);
    CHECK(pthread_create(&thread, NULL, set, &event));
    printf("%g: %s\n", seconds,
           event_wait_for(&event, seconds) ? "set" : "clear");
    pthread_join(thread, NULL);
    event_destroy(&event);
}

// These must last at least as long as they say.
static void try_exactly(double seconds)
{
    struct timespec before, after;

    clock_gettime(CLOCK_MONOTONIC, &before);
    try_short(seconds);
    clock_gettime(CLOCK_MONOTONIC, &after);

    double lasted = (double)(after.tv_sec - before.tv_sec) +
                    (double)(after.tv_nsec - before.tv_nsec) / 1e9;
    if (lasted < seconds)
        printf("%g seconds lasted %g\n", seconds, lasted);
}

int main(void)
{
    try_short(0);
    try_short(-1);
    try_short(-DBL_MAX);
    try_short(-(double)INFINITY);
    try_short((double)NAN);
    try_short(DBL_TRUE_MIN);
    try_exactly(0.25);
    try_exactly(0.9999999999);
    try_exactly(1.0000000001);
    try_long(1e9);
    try_long(1e18);
    try_long(1e300);
    try_long(DBL_MAX);
    try_long((double)INFINITY);
}
