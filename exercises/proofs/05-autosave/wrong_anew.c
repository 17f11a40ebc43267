// fails orders wrong-time: a wakeup for no reason begins the period anew.
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <time.h>

#include "autosave.h"
#include "check.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t asked = PTHREAD_COND_INITIALIZER;
static bool changed, stop;
static double period;
static pthread_t thread;

// Holds the mutex.
static void wait_a_period(void)
{
    int error = 0;

    while (!stop && error != ETIMEDOUT) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        long long end =
            until.tv_nsec + (long long)(period * 1000000000);
        until.tv_sec += (time_t)(end / 1000000000);
        until.tv_nsec = (long)(end % 1000000000);
        error = pthread_cond_timedwait(&asked, &mutex, &until);
    }
}

static void *task(void *arg)
{
    bool last = false;

    while (!last) {
        pthread_mutex_lock(&mutex);
        wait_a_period();
        bool due = changed;
        changed = false;
        last = stop;
        pthread_mutex_unlock(&mutex);
        if (due)
            save_text();
    }
    return arg;
}

void autosave_start(double seconds)
{
    period = seconds;
    stop = false;
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
    stop = true;
    pthread_cond_signal(&asked);
    pthread_mutex_unlock(&mutex);
    pthread_join(thread, NULL);
}
