// Main does the last save before it asks: it types, so no change can
// come any more.
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "autosave.h"
#include "check.h"
#include "event.h"

static struct event stop;
static atomic_bool changed;
static pthread_t thread;

static void save_if_changed(void)
{
    if (atomic_exchange(&changed, false))
        save_text();
}

static void *task(void *arg)
{
    double *period = arg;

    while (!event_wait_for(&stop, *period))
        save_if_changed();
    free(period);
    return NULL;
}

void autosave_start(double seconds)
{
    double *period = malloc(sizeof *period);

    if (!period)
        abort();
    *period = seconds;
    event_init(&stop);
    CHECK(pthread_create(&thread, NULL, task, period));
}

void text_changed(void)
{
    atomic_store(&changed, true);
}

void autosave_stop(void)
{
    save_if_changed();
    event_set(&stop);
    pthread_join(thread, NULL);
    event_destroy(&stop);
}
