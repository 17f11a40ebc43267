// fails behaves invalid-time: a tv_nsec of a second or more, for ever.
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include "check.h"
#include "heartbeat.h"

struct heart {
    pthread_mutex_t mutex;
    pthread_cond_t cond;
    bool quit;
    long long period_ns;
    pthread_t thread;
};

static struct heart *heart;

static void *pump(void *arg)
{
    struct heart *h = arg;
    struct timespec due;
    bool quit = false;

    clock_gettime(CLOCK_MONOTONIC, &due);
    while (!quit) {
        beat();
        due.tv_sec += (time_t)(h->period_ns / 1000000000);
        due.tv_nsec += (long)(h->period_ns % 1000000000);

        pthread_mutex_lock(&h->mutex);
        while (!h->quit && pthread_cond_timedwait(&h->cond, &h->mutex,
                                                  &due) != ETIMEDOUT)
            ;
        quit = h->quit;
        pthread_mutex_unlock(&h->mutex);
    }
    return NULL;
}

void heartbeat_start(double period)
{
    pthread_condattr_t attr;

    heart = malloc(sizeof *heart);
    if (heart == NULL)
        abort();
    heart->quit = false;
    heart->period_ns = (long long)(period * 1e9 + 0.5);
    CHECK(pthread_mutex_init(&heart->mutex, NULL));
    CHECK(pthread_condattr_init(&attr));
    CHECK(pthread_condattr_setclock(&attr, CLOCK_MONOTONIC));
    CHECK(pthread_cond_init(&heart->cond, &attr));
    CHECK(pthread_condattr_destroy(&attr));
    CHECK(pthread_create(&heart->thread, NULL, pump, heart));
}

void heartbeat_stop(void)
{
    pthread_mutex_lock(&heart->mutex);
    heart->quit = true;
    pthread_mutex_unlock(&heart->mutex);
    pthread_cond_broadcast(&heart->cond);
    CHECK(pthread_join(heart->thread, NULL));
    CHECK(pthread_cond_destroy(&heart->cond));
    CHECK(pthread_mutex_destroy(&heart->mutex));
    free(heart);
}
