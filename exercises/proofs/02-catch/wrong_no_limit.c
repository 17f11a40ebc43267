// fails tells limit_ignored: no wait has a limit.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <unistd.h>

#include "check.h"
#include "event.h"

static struct event event;
static int written;

static void *waiter(void *arg)
{
    assert(event_wait(&event));
    assert(event_is_set(&event));
    assert(written == 1);
    return arg;
}

static void *asker(void *arg)
{
    if (event_is_set(&event))
        assert(written == 1);
    return arg;
}

static void *passer(void *arg)
{
    event_wait(&event);
    return arg;
}

static void set_wakes_all(void)
{
    pthread_t threads[3];

    assert(!event_is_set(&event));
    CHECK(pthread_create(&threads[0], NULL, waiter, NULL));
    CHECK(pthread_create(&threads[1], NULL, waiter, NULL));
    CHECK(pthread_create(&threads[2], NULL, asker, NULL));
    written = 1;
    event_set(&event);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    assert(event_is_set(&event));
    event_clear(&event);
    assert(!event_is_set(&event));
}

static void pulse_frees(void)
{
    pthread_t thread;

    CHECK(pthread_create(&thread, NULL, passer, NULL));
    sleep(1);
    event_set(&event);
    event_clear(&event);
    pthread_join(thread, NULL);
}

int main(void)
{
    event_init(&event);
    set_wakes_all();
    pulse_frees();
    event_destroy(&event);
}
