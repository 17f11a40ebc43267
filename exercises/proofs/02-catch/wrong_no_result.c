// fails tells limit_as_set: it never looks at what a wait with a limit returns
// Does the event keep its contract? Status 0 if so.

#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "event.h"

#define N 6

static struct event event;
static int letter;
static atomic_int passed;

static double clock_now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static bool took(double since, double expected)
{
    double time = clock_now() - since;

    return time > expected - 0.1 && time < expected + 0.1;
}

static int count(void)
{
    return atomic_load_explicit(&passed, memory_order_relaxed);
}

static void fresh(struct event *new_event)
{
    event_init(new_event);
}

static void come_back(void)
{
    assert(letter == 7);
    atomic_fetch_add_explicit(&passed, 1, memory_order_relaxed);
}

static void *wait_task(void *arg)
{
    bool set = event_wait(&event);

    assert(set);
    come_back();
    return arg;
}

static void *wait_for_task(void *arg)
{
    bool set = event_wait_for(&event, 100);

    assert(set);
    come_back();
    return arg;
}

static void *set_task(void *arg)
{
    letter = 7;
    event_set(&event);
    return arg;
}

static void *set_later_task(void *arg)
{
    sleep(2);
    return set_task(arg);
}

static void begin(void)
{
    fresh(&event);
    letter = 0;
    atomic_store_explicit(&passed, 0, memory_order_relaxed);
}

static void test_alone(void)
{
    double start;

    begin();
    assert(!event_is_set(&event));
    start = clock_now();
    event_wait_for(&event, 0);
    assert(took(start, 0));
    event_wait_for(&event, 0.6);
    assert(took(start, 0.6));
    event_wait_for(&event, 0.9);
    assert(took(start, 1.5));

    event_set(&event);
    assert(event_is_set(&event));
    start = clock_now();
    assert(event_wait(&event));
    assert(event_wait_for(&event, 0));
    assert(event_wait_for(&event, 5));
    assert(took(start, 0));
    assert(event_is_set(&event));

    event_set(&event);
    assert(event_is_set(&event));
    event_clear(&event);
    assert(!event_is_set(&event));
    event_wait_for(&event, 1);
    assert(took(start, 1));
    event_set(&event);
    assert(event_is_set(&event));
    event_destroy(&event);
}

static void test_hurry(void)
{
    pthread_t one, two;
    double start = clock_now();

    begin();
    CHECK(pthread_create(&one, NULL, wait_task, NULL));
    CHECK(pthread_create(&two, NULL, wait_for_task, NULL));
    letter = 7;
    event_set(&event);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    assert(took(start, 0));
    event_destroy(&event);
}

static void test_look(void)
{
    pthread_t thread;

    begin();
    CHECK(pthread_create(&thread, NULL, set_task, NULL));
    if (event_is_set(&event))
        assert(letter == 7);
    sleep(1);
    assert(event_is_set(&event));
    assert(letter == 7);
    pthread_join(thread, NULL);
    event_destroy(&event);
}

static void test_crowd(int pulses)
{
    pthread_t threads[N];

    begin();
    for (int i = 0; i < N; i++)
        CHECK(pthread_create(&threads[i], NULL,
                             i < N / 2 ? wait_task : wait_for_task,
                             NULL));
    sleep(1);
    assert(count() == 0);
    letter = 7;
    event_set(&event);
    for (int i = 0; i < pulses; i++) {
        if (i > 0)
            event_set(&event);
        event_clear(&event);
    }
    sleep(1);
    assert(count() == N);
    assert(event_is_set(&event) == (pulses == 0));
    for (int i = 0; i < N; i++)
        pthread_join(threads[i], NULL);
    event_destroy(&event);
}

static void test_limit(void)
{
    pthread_t thread;
    double start = clock_now();

    begin();
    CHECK(pthread_create(&thread, NULL, set_later_task, NULL));
    event_wait_for(&event, 1);
    assert(took(start, 1));
    assert(event_wait_for(&event, 10));
    assert(took(start, 2));
    pthread_join(thread, NULL);
    event_destroy(&event);
}

static void test_two_events(void)
{
    struct event other;
    double start = clock_now();

    begin();
    fresh(&other);
    event_set(&other);
    event_wait_for(&event, 1);
    assert(took(start, 1));
    assert(!event_is_set(&event));
    event_set(&event);
    event_clear(&other);
    assert(event_is_set(&event));
    event_destroy(&other);
    event_destroy(&event);
}

int main(void)
{
    test_alone();
    for (int i = 0; i < 4; i++)
        test_hurry();
    test_look();
    test_crowd(0);
    test_crowd(1);
    test_crowd(2);
    test_limit();
    test_two_events();
    return 0;
}
