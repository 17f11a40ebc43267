// event.c: the event of chapter 2. Its functions are weak: each of the
// other files here defines one of them anew, and the linker takes that
// one.

#define _POSIX_C_SOURCE 200809L

#include "inside.h"

#include <stdlib.h>

#include "check.h"

#define WEAK __attribute__((weak))

WEAK void event_init(struct event *event)
{
    struct inside *my = calloc(1, sizeof *my);
    pthread_condattr_t attr;

    CHECK(my == NULL);
    CHECK(pthread_condattr_init(&attr));
    CHECK(pthread_condattr_setclock(&attr, CLOCK_MONOTONIC));
    CHECK(pthread_cond_init(&my->changed, &attr));
    pthread_condattr_destroy(&attr);
    CHECK(pthread_mutex_init(&my->mutex, NULL));
    event->inside = my;
}

WEAK void event_destroy(struct event *event)
{
    struct inside *my = event->inside;

    pthread_mutex_lock(&my->mutex);
    pthread_mutex_unlock(&my->mutex);
    pthread_cond_destroy(&my->changed);
    pthread_mutex_destroy(&my->mutex);
    free(my);
}

WEAK void event_set(struct event *event)
{
    struct inside *my = event->inside;

    pthread_mutex_lock(&my->mutex);
    atomic_store(&my->is_set, true);
    my->sets++;
    pthread_cond_broadcast(&my->changed);
    pthread_mutex_unlock(&my->mutex);
}

WEAK void event_clear(struct event *event)
{
    struct inside *my = event->inside;

    pthread_mutex_lock(&my->mutex);
    atomic_store(&my->is_set, false);
    pthread_mutex_unlock(&my->mutex);
}

WEAK bool event_is_set(struct event *event)
{
    return atomic_load(&event->inside->is_set);
}

int sleep_until(struct inside *my, const struct timespec *deadline)
{
    if (deadline == NULL)
        return pthread_cond_wait(&my->changed, &my->mutex);
    return pthread_cond_timedwait(&my->changed, &my->mutex, deadline);
}

WEAK bool wait_until(struct inside *my, const struct timespec *deadline)
{
    int error = 0;

    pthread_mutex_lock(&my->mutex);
    unsigned long before = my->sets;
    while (!atomic_load(&my->is_set) && my->sets == before && !error)
        error = sleep_until(my, deadline);
    bool was_set = atomic_load(&my->is_set) || my->sets != before;
    pthread_mutex_unlock(&my->mutex);
    return was_set;
}

WEAK bool event_wait(struct event *event)
{
    return wait_until(event->inside, NULL);
}

struct timespec deadline_after(double seconds)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    if (!(seconds > 0))
        return time;
    if (seconds > 1e9)
        seconds = 1e9;
    time_t whole = (time_t)seconds;
    time.tv_sec += whole;
    time.tv_nsec += (long)((seconds - (double)whole) * 1e9 + 0.5);
    if (time.tv_nsec >= 1000000000) {
        time.tv_sec++;
        time.tv_nsec -= 1000000000;
    }
    return time;
}

WEAK bool event_wait_for(struct event *event, double seconds)
{
    struct timespec deadline = deadline_after(seconds);

    return wait_until(event->inside, &deadline);
}
