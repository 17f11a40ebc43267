// Right, and made otherwise: each beat is due at a point in time that
// is counted from the first one, and the wait is made by hand.

#define _POSIX_C_SOURCE 200809L

#include <time.h>

#include "inside.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed;
static bool stopping;
static double period;

static void add(struct timespec *time, double seconds)
{
    time_t whole = (time_t)seconds;

    time->tv_sec += whole;
    time->tv_nsec += (long)((seconds - (double)whole) * 1e9 + 0.5);
    if (time->tv_nsec >= 1000000000) {
        time->tv_sec++;
        time->tv_nsec -= 1000000000;
    }
}

// Return whether to stop.
static bool rest_until(const struct timespec *due)
{
    int error = 0;

    pthread_mutex_lock(&mutex);
    while (!stopping && !error)
        error = pthread_cond_timedwait(&changed, &mutex, due);
    bool stop = stopping;
    pthread_mutex_unlock(&mutex);
    return stop;
}

void *heart_task(void *arg)
{
    struct timespec due;

    clock_gettime(CLOCK_MONOTONIC, &due);
    do {
        beat();
        add(&due, period);
    } while (!rest_until(&due));
    return arg;
}

void heartbeat_start(double seconds)
{
    pthread_condattr_t attr;

    CHECK(pthread_condattr_init(&attr));
    CHECK(pthread_condattr_setclock(&attr, CLOCK_MONOTONIC));
    CHECK(pthread_cond_init(&changed, &attr));
    pthread_condattr_destroy(&attr);
    stopping = false;
    period = seconds;
    CHECK(pthread_create(&heart.thread, NULL, heart_task, NULL));
}

void heartbeat_stop(void)
{
    pthread_mutex_lock(&mutex);
    stopping = true;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
    pthread_join(heart.thread, NULL);
    pthread_cond_destroy(&changed);
}
