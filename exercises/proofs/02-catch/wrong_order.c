// fails accepts accused: it takes the order of its threads for granted.
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

#include "check.h"
#include "event.h"

static struct event event;
static atomic_bool passed;

static void *task(void *arg)
{
    event_wait(&event);
    atomic_store(&passed, true);
    return arg;
}

int main(void)
{
    pthread_t thread;

    event_init(&event);
    CHECK(pthread_create(&thread, NULL, task, NULL));
    event_set(&event);
    assert(!atomic_load(&passed));
    pthread_join(thread, NULL);
    event_destroy(&event);
}
