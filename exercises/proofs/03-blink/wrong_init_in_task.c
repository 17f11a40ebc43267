// fails races race-event: the thread makes the event, and a stop may come
// before.
#include <pthread.h>

#include "blink.h"
#include "check.h"
#include "event.h"

static struct event stop;
static pthread_t thread;

static void *task(void *arg)
{
    event_init(&stop);
    while (!event_is_set(&stop)) {
        lamp_on();
        half_a_second();
        lamp_off();
        if (event_is_set(&stop))
            break;
        half_a_second();
    }
    event_destroy(&stop);
    return arg;
}

void blink_start(void)
{
    CHECK(pthread_create(&thread, NULL, task, NULL));
}

void blink_stop(void)
{
    event_set(&stop);
    pthread_join(thread, NULL);
}
