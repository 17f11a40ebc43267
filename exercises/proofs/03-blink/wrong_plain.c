// fails races race: a plain int for the stop.
#include <pthread.h>

#include "blink.h"
#include "check.h"

static int stop;
static pthread_t thread;

static void *task(void *arg)
{
    for (;;) {
        lamp_on();
        half_a_second();
        lamp_off();
        if (stop)
            return arg;
        half_a_second();
        if (stop)
            return arg;
    }
}

void blink_start(void)
{
    stop = 0;
    CHECK(pthread_create(&thread, NULL, task, NULL));
}

void blink_stop(void)
{
    stop = 1;
    pthread_join(thread, NULL);
}
