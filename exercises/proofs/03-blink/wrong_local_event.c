// fails behaves memory-gone: the event is a variable of blink_start()
#include <pthread.h>

#include "blink.h"
#include "check.h"
#include "event.h"

static struct event *stop;
static pthread_t thread;

static void *task(void *arg)
{
    for (;;) {
        lamp_on();
        half_a_second();
        lamp_off();
        if (event_is_set(stop))
            return arg;
        half_a_second();
        if (event_is_set(stop))
            return arg;
    }
}

static void remember(struct event *event)
{
    stop = event;
}

void blink_start(void)
{
    struct event event;

    event_init(&event);
    remember(&event);
    CHECK(pthread_create(&thread, NULL, task, NULL));
}

void blink_stop(void)
{
    event_set(stop);
    pthread_join(thread, NULL);
    event_destroy(stop);
}
