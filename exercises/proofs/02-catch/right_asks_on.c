// A thread of it asks again and again, which is its right.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "event.h"

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool near(double a, double b)
{
    return fabs(a - b) < 0.001;
}

static struct event event;
static atomic_int passed;
static int data; // guarded by the event

static void *waiter(void *arg)
{
    assert(event_wait(&event));
    assert(data == 42);
    atomic_fetch_add(&passed, 1);
    return arg;
}

static void *timed_waiter(void *arg)
{
    assert(event_wait_for(&event, 1000.5));
    assert(data == 42);
    atomic_fetch_add(&passed, 1);
    return arg;
}

static void *asker(void *arg)
{
    while (!event_is_set(&event))
        ;
    assert(data == 42);
    return arg;
}

static void *setter(void *arg)
{
    data = 42;
    event_set(&event);
    return arg;
}

static void *late_setter(void *arg)
{
    sleep(3);
    data = 42;
    event_set(&event);
    return arg;
}

static void start(void)
{
    data = 0;
    atomic_store(&passed, 0);
    event_init(&event);
}

static void simple(void)
{
    start();
    assert(!event_is_set(&event));
    event_clear(&event);
    assert(!event_is_set(&event));
    event_set(&event);
    assert(event_is_set(&event));
    assert(event_wait(&event));
    assert(event_is_set(&event));
    event_set(&event);
    assert(event_is_set(&event));
    double t = now();
    assert(event_wait_for(&event, 5));
    assert(event_wait_for(&event, 0));
    assert(near(now(), t));
    event_clear(&event);
    assert(!event_is_set(&event));
    assert(!event_wait_for(&event, 0));
    assert(near(now(), t));
    double lengths[] = {2, 0.25, 1.75, 0.999};
    for (int i = 0; i < 4; i++) {
        t = now();
        assert(!event_wait_for(&event, lengths[i]));
        assert(near(now(), t + lengths[i]));
    }
    event_set(&event);
    assert(event_is_set(&event));
    event_destroy(&event);
}

static void many(bool pulse)
{
    pthread_t t[4];

    start();
    for (int i = 0; i < 4; i++)
        CHECK(pthread_create(&t[i], NULL, i % 2 ? timed_waiter : waiter,
                             NULL));
    sleep(1);
    assert(atomic_load(&passed) == 0);
    double at = now();
    data = 42;
    event_set(&event);
    if (pulse)
        event_clear(&event);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    assert(near(now(), at));
    assert(atomic_load(&passed) == 4);
    assert(event_is_set(&event) == !pulse);
    event_destroy(&event);
}

static void at_once(void)
{
    pthread_t t[4];

    start();
    CHECK(pthread_create(&t[0], NULL, waiter, NULL));
    CHECK(pthread_create(&t[1], NULL, setter, NULL));
    CHECK(pthread_create(&t[2], NULL, asker, NULL));
    CHECK(pthread_create(&t[3], NULL, timed_waiter, NULL));
    double at = now();
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    assert(near(now(), at));
    assert(event_is_set(&event));
    event_destroy(&event);
}

static void after_clear(void)
{
    pthread_t t[2];

    start();
    event_set(&event);
    event_clear(&event);
    CHECK(pthread_create(&t[0], NULL, waiter, NULL));
    CHECK(pthread_create(&t[1], NULL, late_setter, NULL));
    sleep(2);
    assert(atomic_load(&passed) == 0);
    pthread_join(t[0], NULL);
    pthread_join(t[1], NULL);
    assert(atomic_load(&passed) == 1);
    event_destroy(&event);
}

int main(void)
{
    simple();
    many(false);
    many(true);
    at_once();
    after_clear();
}
