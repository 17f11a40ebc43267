// A second event says that the text has changed; main saves the rest.
#include <pthread.h>

#include "autosave.h"
#include "check.h"
#include "event.h"

struct saver {
    struct event stop, changed;
    double period;
    pthread_t thread;
};

static struct saver saver;

static void save_if_changed(struct saver *my)
{
    if (!event_is_set(&my->changed))
        return;
    event_clear(&my->changed);
    save_text();
}

static void *task(void *arg)
{
    struct saver *my = arg;

    do
        save_if_changed(my);
    while (!event_wait_for(&my->stop, my->period));
    return NULL;
}

void autosave_start(double period)
{
    saver.period = period;
    event_init(&saver.stop);
    event_init(&saver.changed);
    CHECK(pthread_create(&saver.thread, NULL, task, &saver));
}

void text_changed(void)
{
    event_set(&saver.changed);
}

void autosave_stop(void)
{
    event_set(&saver.stop);
    pthread_join(saver.thread, NULL);
    save_if_changed(&saver);
    event_destroy(&saver.stop);
    event_destroy(&saver.changed);
}
