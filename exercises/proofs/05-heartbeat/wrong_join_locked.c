// fails behaves deadlock: it joins with the mutex that the sleeper needs
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdbool.h>
#include <time.h>

#include "check.h"
#include "heartbeat.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond;
static bool stopping;
static double period;
static pthread_t thread;

static void add(struct timespec *t, double seconds)
{
    time_t whole = (time_t)seconds;

    t->tv_sec += whole;
    t->tv_nsec += (long)((seconds - (double)whole) * 1e9 + 0.5);
    if (t->tv_nsec >= 1000000000) {
        t->tv_sec++;
        t->tv_nsec -= 1000000000;
    }
}

static void *task(void *arg)
{
    struct timespec due;

    clock_gettime(CLOCK_MONOTONIC, &due);
    pthread_mutex_lock(&mutex);
    while (!stopping) {
        int error = 0;

        beat();
        add(&due, period);
        while (!stopping && error == 0)
            error = pthread_cond_timedwait(&cond, &mutex, &due);
    }
    pthread_mutex_unlock(&mutex);
    return arg;
}

void heartbeat_start(double seconds)
{
    pthread_condattr_t attr;

    CHECK(pthread_condattr_init(&attr));
    CHECK(pthread_condattr_setclock(&attr, CLOCK_MONOTONIC));
    CHECK(pthread_cond_init(&cond, &attr));
    pthread_condattr_destroy(&attr);

    period = seconds;
    stopping = false;
    CHECK(pthread_create(&thread, NULL, task, NULL));
}

void heartbeat_stop(void)
{
    pthread_mutex_lock(&mutex);
    stopping = true;
    pthread_cond_signal(&cond);
    pthread_join(thread, NULL);
    pthread_mutex_unlock(&mutex);

    pthread_cond_destroy(&cond);
}
