// fails orders beat-late: a wakeup for no reason begins the period anew.
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <time.h>

#include "check.h"
#include "heartbeat.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed;
static bool stop;
static long nanoseconds;
static pthread_t thread;

static void add(struct timespec *time, long more)
{
    time->tv_sec += more / 1000000000;
    time->tv_nsec += more % 1000000000;
    if (time->tv_nsec >= 1000000000) {
        time->tv_nsec -= 1000000000;
        time->tv_sec++;
    }
}

static void *task(void *arg)
{
    struct timespec next;

    pthread_mutex_lock(&mutex);
    while (!stop) {
        pthread_mutex_unlock(&mutex);
        beat();
        pthread_mutex_lock(&mutex);
        int error = 0;
        while (!stop && error != ETIMEDOUT) {
            clock_gettime(CLOCK_MONOTONIC, &next);
            add(&next, nanoseconds);
            error = pthread_cond_timedwait(&changed, &mutex, &next);
        }
    }
    pthread_mutex_unlock(&mutex);
    return arg;
}

void heartbeat_start(double period)
{
    pthread_condattr_t attr;

    nanoseconds = (long)(period * 1e9);
    stop = false;
    CHECK(pthread_condattr_init(&attr));
    CHECK(pthread_condattr_setclock(&attr, CLOCK_MONOTONIC));
    CHECK(pthread_cond_init(&changed, &attr));
    pthread_condattr_destroy(&attr);
    CHECK(pthread_create(&thread, NULL, task, NULL));
}

void heartbeat_stop(void)
{
    pthread_mutex_lock(&mutex);
    stop = true;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&mutex);
    pthread_join(thread, NULL);
    pthread_cond_destroy(&changed);
}
