// fails idles busy: main asks in a loop for the end of the thread
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "blink.h"
#include "check.h"
#include "event.h"

static struct event stop;
static pthread_t thread;
static atomic_bool done;

static void *task(void *arg)
{
    for (;;) {
        lamp_on();
        half_a_second();
        lamp_off();
        if (event_is_set(&stop))
            break;
        half_a_second();
        if (event_is_set(&stop))
            break;
    }
    done = true;
    return arg;
}

void blink_start(void)
{
    event_init(&stop);
    done = false;
    CHECK(pthread_create(&thread, NULL, task, NULL));
}

void blink_stop(void)
{
    event_set(&stop);
    while (!done)
        ;
    pthread_join(thread, NULL);
    event_destroy(&stop);
}
