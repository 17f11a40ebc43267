// fails accepts memory-gone: destroys the event while threads that it woke
// are on their way out of event_wait().
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <unistd.h>

#include "check.h"
#include "event.h"

static void *task(void *arg)
{
    assert(event_wait(arg));
    return NULL;
}

static void one_round(void)
{
    struct event event;
    pthread_t threads[3];

    event_init(&event);
    for (int i = 0; i < 3; i++)
        CHECK(pthread_create(&threads[i], NULL, task, &event));
    sleep(1);
    event_set(&event);
    assert(event_is_set(&event));
    event_destroy(&event);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
}

int main(void)
{
    one_round();
    one_round();
}
