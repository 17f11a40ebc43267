// Everything at once, without assert: what was not as it must be is counted.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

#include "check.h"
#include "event.h"

static struct event go, never, pulse;
static atomic_int faults;
static char letter;

static void expect(bool good, const char *what)
{
    if (!good) {
        puts(what);
        atomic_fetch_add(&faults, 1);
    }
}

static void *reader(void *arg)
{
    struct timespec pause = {.tv_nsec = 1000000};

    while (!event_is_set(&go))
        nanosleep(&pause, NULL);
    expect(letter == 'x', "the letter was not there");
    return arg;
}

static void *walker(void *arg)
{
    event_wait(&go);
    expect(event_is_set(&go), "walked too early");
    expect(event_wait_for(&pulse, 3600), "nobody came for an hour");
    return arg;
}

static void *guard(void *arg)
{
    expect(!event_wait_for(&never, 2.5), "never came");
    event_set(&pulse);
    event_clear(&pulse);
    expect(!event_is_set(&pulse), "the pulse stays");
    return arg;
}

int main(void)
{
    void *(*tasks[])(void *) = {walker, reader, walker, guard};
    pthread_t threads[4];

    event_init(&go);
    event_init(&never);
    event_init(&pulse);
    for (int i = 0; i < 4; i++)
        CHECK(pthread_create(&threads[i], NULL, tasks[i], NULL));
    letter = 'x';
    event_set(&go);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    expect(event_is_set(&go), "it did not stay set");
    event_destroy(&go);
    event_destroy(&never);
    event_destroy(&pulse);
    return faults ? EXIT_FAILURE : EXIT_SUCCESS;
}
