// fails orders late-return-lost: it waits without a look whether it was stopped
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdbool.h>
#include <time.h>

#include "autosave.h"
#include "check.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t told_to_stop;
static bool changed, stopping; // with the mutex held

static struct timespec due;
static double period;
static pthread_t thread;

static void add(struct timespec *time, double seconds)
{
    time_t whole = (time_t)seconds;

    time->tv_sec += whole;
    time->tv_nsec += (long)((seconds - (double)whole) * 1e9 + 0.5);
    if (time->tv_nsec >= 1000000000) {
        time->tv_nsec -= 1000000000;
        time->tv_sec++;
    }
}

static void *task(void *arg)
{
    bool last;

    pthread_mutex_lock(&mutex);
    do {
        int error;

        add(&due, period);
        do
            error = pthread_cond_timedwait(&told_to_stop, &mutex, &due);
        while (error == 0 && !stopping);
        last = stopping;

        if (changed) {
            changed = false;
            save_text();
        }
    } while (!last);
    pthread_mutex_unlock(&mutex);
    return arg;
}

void autosave_start(double seconds)
{
    pthread_condattr_t attr;

    CHECK(pthread_condattr_init(&attr));
    CHECK(pthread_condattr_setclock(&attr, CLOCK_MONOTONIC));
    CHECK(pthread_cond_init(&told_to_stop, &attr));
    pthread_condattr_destroy(&attr);

    stopping = false;
    period = seconds;
    clock_gettime(CLOCK_MONOTONIC, &due);
    CHECK(pthread_create(&thread, NULL, task, NULL));
}

void text_changed(void)
{
    pthread_mutex_lock(&mutex);
    changed = true;
    pthread_mutex_unlock(&mutex);
}

void autosave_stop(void)
{
    pthread_mutex_lock(&mutex);
    stopping = true;
    pthread_cond_signal(&told_to_stop);
    pthread_mutex_unlock(&mutex);

    pthread_join(thread, NULL);
    pthread_cond_destroy(&told_to_stop);
}
