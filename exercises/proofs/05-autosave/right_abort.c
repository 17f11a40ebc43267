// A flag under a mutex; main does the last save; abort() if there is no memory.
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "autosave.h"
#include "check.h"
#include "event.h"

struct saver {
    struct event stop;
    double period;
    pthread_t thread;
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static bool changed;
static struct saver *saver;

static void save_if_changed(void)
{
    pthread_mutex_lock(&mutex);
    bool due = changed;
    changed = false;
    pthread_mutex_unlock(&mutex);
    if (due)
        save_text();
}

static void *task(void *arg)
{
    struct saver *my = arg;

    do
        save_if_changed();
    while (!event_wait_for(&my->stop, my->period));
    return NULL;
}

void autosave_start(double period)
{
    saver = malloc(sizeof *saver);
    if (!saver)
        abort();
    saver->period = period;
    event_init(&saver->stop);
    CHECK(pthread_create(&saver->thread, NULL, task, saver));
}

void text_changed(void)
{
    pthread_mutex_lock(&mutex);
    changed = true;
    pthread_mutex_unlock(&mutex);
}

void autosave_stop(void)
{
    event_set(&saver->stop);
    pthread_join(saver->thread, NULL);
    event_destroy(&saver->stop);
    free(saver);
    save_if_changed();
}
