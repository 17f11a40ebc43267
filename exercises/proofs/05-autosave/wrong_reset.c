// fails behaves change-before: the start forgets what changed before.
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "autosave.h"
#include "check.h"
#include "event.h"

static struct event stop;
static atomic_bool changed;
static double period;
static pthread_t thread;

static void save_if_changed(void)
{
    if (atomic_exchange(&changed, false))
        save_text();
}

static void *task(void *arg)
{
    while (!event_wait_for(&stop, period))
        save_if_changed();
    save_if_changed();
    return arg;
}

void autosave_start(double seconds)
{
    period = seconds;
    changed = false;
    event_init(&stop);
    CHECK(pthread_create(&thread, NULL, task, NULL));
}

void text_changed(void)
{
    atomic_store(&changed, true);
}

void autosave_stop(void)
{
    event_set(&stop);
    pthread_join(thread, NULL);
    event_destroy(&stop);
}
