// fails behaves beat-early: a sum of exactly a billion is not carried
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdbool.h>
#include <time.h>

#include "check.h"
#include "heartbeat.h"

#define BILLION 1000000000L

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t asked;
static bool is_asked;
static long length;
static pthread_t thread;

static struct timespec end_of_period(void)
{
    struct timespec end;

    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += length / BILLION;
    end.tv_nsec += length % BILLION;
    if (end.tv_nsec > BILLION) {
        end.tv_nsec -= BILLION;
        end.tv_sec++;
    }
    return end;
}

static void *heart(void *arg)
{
    pthread_mutex_lock(&mutex);
    while (!is_asked) {
        pthread_mutex_unlock(&mutex);
        beat();
        pthread_mutex_lock(&mutex);
        struct timespec end = end_of_period();
        int error = 0;
        while (!is_asked && !error)
            error = pthread_cond_timedwait(&asked, &mutex, &end);
    }
    pthread_mutex_unlock(&mutex);
    return arg;
}

void heartbeat_start(double period)
{
    pthread_condattr_t attr;

    length = (long)(period * BILLION);
    is_asked = false;
    CHECK(pthread_condattr_init(&attr));
    CHECK(pthread_condattr_setclock(&attr, CLOCK_MONOTONIC));
    CHECK(pthread_cond_init(&asked, &attr));
    pthread_condattr_destroy(&attr);
    CHECK(pthread_create(&thread, NULL, heart, NULL));
}

void heartbeat_stop(void)
{
    pthread_mutex_lock(&mutex);
    is_asked = true;
    pthread_cond_signal(&asked);
    pthread_mutex_unlock(&mutex);
    pthread_join(thread, NULL);
    pthread_cond_destroy(&asked);
}
