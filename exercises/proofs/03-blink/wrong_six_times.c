// fails behaves went-dark: the lamp blinks six times, and no more.
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "blink.h"
#include "check.h"
#include "event.h"

static struct event stop;
static pthread_t thread;

static void *task(void *arg)
{
    for (int i = 1; i <= 6; i++) {
        lamp_on();
        half_a_second();
        lamp_off();
        if (event_is_set(&stop))
            break;
        half_a_second();
        if (event_is_set(&stop))
            break;
    }
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
