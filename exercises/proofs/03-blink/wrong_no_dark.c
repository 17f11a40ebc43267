// fails behaves length: nothing makes it dark for half a second.
#include <pthread.h>

#include "blink.h"
#include "check.h"
#include "event.h"

static struct event stop;
static pthread_t thread;

static void *task(void *arg)
{
    do {
        lamp_on();
        event_wait_for(&stop, 0.5);
        lamp_off();
    } while (!event_is_set(&stop));
    return arg;
}

void blink_start(void)
{
    event_init(&stop);
    CHECK(pthread_create(&thread, NULL, task, NULL));
}

void blink_stop(void)
{
    event_set(&stop);
    pthread_join(thread, NULL);
    event_destroy(&stop);
}
