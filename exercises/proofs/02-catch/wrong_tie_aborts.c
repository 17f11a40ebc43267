// fails accepts accused: a limit and a set are due together, and it aborts
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "event.h"

static struct event event;
static bool was_set;

static void *task(void *arg)
{
    was_set = event_wait_for(&event, 1);
    return arg;
}

int main(void)
{
    pthread_t thread;

    event_init(&event);
    CHECK(pthread_create(&thread, NULL, task, NULL));
    sleep(1);
    event_set(&event);
    pthread_join(thread, NULL);
    event_destroy(&event);
    if (!was_set)
        abort();
}
