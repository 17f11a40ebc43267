// A test of the event: it ends with status 0 if the event keeps its
// contract, and in another way if it does not.

#include <assert.h>
#include <pthread.h>

#include "check.h"
#include "event.h"

static struct event event;

static void *task(void *arg)
{
    event_wait(&event);
    return arg;
}

int main(void)
{
    pthread_t thread;

    event_init(&event);
    event_set(&event);
    CHECK(pthread_create(&thread, NULL, task, NULL));
    pthread_join(thread, NULL);
    assert(event_is_set(&event)); // TODO: what else is promised?
    event_destroy(&event);
}
