// fails behaves starved: the mutex is held during the wait.
#include <pthread.h>
#include <stdbool.h>

#include "autosave.h"
#include "check.h"
#include "event.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static struct event stop;
static bool changed;
static double period;
static pthread_t thread;

static void *task(void *arg)
{
    bool stopped;

    do {
        pthread_mutex_lock(&mutex);
        stopped = event_wait_for(&stop, period);
        if (changed)
            save_text();
        changed = false;
        pthread_mutex_unlock(&mutex);
    } while (!stopped);
    return arg;
}

void autosave_start(double seconds)
{
    period = seconds;
    event_init(&stop);
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
    event_set(&stop);
    pthread_join(thread, NULL);
    event_destroy(&stop);
}
