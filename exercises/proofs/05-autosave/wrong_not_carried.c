// fails behaves wrong-time: a tv_nsec of a second or more ends each wait.
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include "autosave.h"
#include "check.h"

struct saver {
    pthread_mutex_t lock;
    pthread_cond_t quit_changed;
    bool quit;
    struct timespec period;
    pthread_t thread;
};

static pthread_mutex_t edits_lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned long edited, saved;
static struct saver *saver;

static void save_newest(void)
{
    pthread_mutex_lock(&edits_lock);
    unsigned long newest = edited;
    bool dirty = newest != saved;
    if (dirty)
        saved = newest;
    pthread_mutex_unlock(&edits_lock);
    if (dirty)
        save_text();
}

static void advance(struct timespec *t, const struct timespec *by)
{
    t->tv_sec += by->tv_sec;
    t->tv_nsec += by->tv_nsec;
}

static void *run(void *arg)
{
    struct saver *me = arg;
    struct timespec due;

    clock_gettime(CLOCK_MONOTONIC, &due);
    pthread_mutex_lock(&me->lock);
    while (!me->quit) {
        advance(&due, &me->period);
        int rc = 0;
        while (!me->quit && rc == 0)
            rc = pthread_cond_timedwait(&me->quit_changed, &me->lock,
                                        &due);
        pthread_mutex_unlock(&me->lock);
        save_newest();
        pthread_mutex_lock(&me->lock);
    }
    pthread_mutex_unlock(&me->lock);
    save_newest();
    return NULL;
}

void autosave_start(double period)
{
    pthread_condattr_t attr;

    saver = malloc(sizeof *saver);
    if (saver == NULL)
        abort();
    saver->quit = false;
    saver->period.tv_sec = (time_t)period;
    saver->period.tv_nsec =
        (long)((period - (double)saver->period.tv_sec) * 1e9);
    CHECK(pthread_mutex_init(&saver->lock, NULL));
    CHECK(pthread_condattr_init(&attr));
    CHECK(pthread_condattr_setclock(&attr, CLOCK_MONOTONIC));
    CHECK(pthread_cond_init(&saver->quit_changed, &attr));
    CHECK(pthread_condattr_destroy(&attr));
    CHECK(pthread_create(&saver->thread, NULL, run, saver));
}

void text_changed(void)
{
    pthread_mutex_lock(&edits_lock);
    edited++;
    pthread_mutex_unlock(&edits_lock);
}

void autosave_stop(void)
{
    pthread_mutex_lock(&saver->lock);
    saver->quit = true;
    pthread_cond_signal(&saver->quit_changed);
    pthread_mutex_unlock(&saver->lock);
    CHECK(pthread_join(saver->thread, NULL));
    CHECK(pthread_cond_destroy(&saver->quit_changed));
    CHECK(pthread_mutex_destroy(&saver->lock));
    free(saver);
    saver = NULL;
}
