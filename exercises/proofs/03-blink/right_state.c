// A while loop that toggles, an atomic flag.
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "blink.h"

static atomic_int stop;
static pthread_t thread;

static void *toggle(void *unused)
{
    bool lit = false;

    (void)unused;
    while (!stop) {
        if (lit)
            lamp_off();
        else
            lamp_on();
        lit = !lit;
        half_a_second();
    }
    if (lit)
        lamp_off();
    return NULL;
}

void blink_start(void)
{
    stop = 0;
    if (pthread_create(&thread, NULL, toggle, NULL))
        return;
}

void blink_stop(void)
{
    stop = 1;
    pthread_join(thread, NULL);
}
