// fails behaves went-dark: the event is made once, and never cleared
#include <stdbool.h>
#include <pthread.h>

#include "blink.h"
#include "check.h"
#include "event.h"

static struct event stop;
static pthread_t thread;

static void *task(void *arg)
{
    for (;;) {
        lamp_on();
        half_a_second();
        lamp_off();
        if (event_is_set(&stop))
            return arg;
        half_a_second();
        if (event_is_set(&stop))
            return arg;
    }
}

void blink_start(void)
{
    static bool made;

    if (!made)
        event_init(&stop);
    made = true;
    CHECK(pthread_create(&thread, NULL, task, NULL));
}

void blink_stop(void)
{
    event_set(&stop);
    pthread_join(thread, NULL);
}
