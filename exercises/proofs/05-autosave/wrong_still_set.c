// fails behaves change-before: the event is made once and never cleared, so
// that the second thread ends at once.
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "autosave.h"
#include "check.h"
#include "event.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct event stop;
static atomic_bool changed;
static double period;
static pthread_t thread;

static void make_event(void)
{
    event_init(&stop);
}

static void save_if_changed(void)
{
    if (atomic_exchange(&changed, false))
        save_text();
}

static void *task(void *arg)
{
    while (!event_wait_for(&stop, period))
        save_if_changed();
    return arg;
}

void autosave_start(double seconds)
{
    pthread_once(&once, make_event);
    period = seconds;
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
    save_if_changed();
}
