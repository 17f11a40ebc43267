// fails behaves not-saved: each change begins a new period.
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "autosave.h"
#include "check.h"
#include "event.h"

static struct event wake;
static atomic_bool changed, stopped;
static double period;
static pthread_t thread;

static void *task(void *arg)
{
    while (!stopped) {
        if (event_wait_for(&wake, period))
            event_clear(&wake);
        else if (atomic_exchange(&changed, false))
            save_text();
    }
    if (changed)
        save_text();
    return arg;
}

void autosave_start(double seconds)
{
    period = seconds;
    stopped = false;
    event_init(&wake);
    CHECK(pthread_create(&thread, NULL, task, NULL));
}

void text_changed(void)
{
    changed = true;
    event_set(&wake);
}

void autosave_stop(void)
{
    stopped = true;
    event_set(&wake);
    pthread_join(thread, NULL);
    event_destroy(&wake);
}
