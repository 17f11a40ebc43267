// From chapter 2, chapters/02-event.md; edit it there.
#define _POSIX_C_SOURCE 200809L

#include "event.h"

#include <time.h>

#include "check.h"

void event_init(struct event *event)
{
    pthread_condattr_t attr;

    // Time out by a clock that nobody can set.
    CHECK(pthread_condattr_init(&attr));
    CHECK(pthread_condattr_setclock(&attr, CLOCK_MONOTONIC));
    CHECK(pthread_cond_init(&event->changed, &attr));
    pthread_condattr_destroy(&attr);

    CHECK(pthread_mutex_init(&event->mutex, NULL));
    atomic_init(&event->is_set, false);
    event->sets = 0;
}

void event_destroy(struct event *event)
{
    // A thread that set the event may still be inside event_set.
    pthread_mutex_lock(&event->mutex);
    pthread_mutex_unlock(&event->mutex);

    pthread_cond_destroy(&event->changed);
    pthread_mutex_destroy(&event->mutex);
}

void event_set(struct event *event)
{
    pthread_mutex_lock(&event->mutex);
    atomic_store(&event->is_set, true);
    event->sets++;
    pthread_cond_broadcast(&event->changed);
    pthread_mutex_unlock(&event->mutex);
}

void event_clear(struct event *event)
{
    pthread_mutex_lock(&event->mutex);
    atomic_store(&event->is_set, false);
    pthread_mutex_unlock(&event->mutex);
}

static void unlock(void *mutex)
{
    pthread_mutex_unlock(mutex);
}

// Sleep until woken or, unless it is NULL, until the deadline.
static int sleep_until(struct event *event,
                       const struct timespec *deadline)
{
    if (deadline == NULL)
        return pthread_cond_wait(&event->changed, &event->mutex);
    return pthread_cond_timedwait(&event->changed, &event->mutex,
                                  deadline);
}

static bool wait_until(struct event *event,
                       const struct timespec *deadline)
{
    bool was_set;
    int error = 0;

    pthread_mutex_lock(&event->mutex);
    pthread_cleanup_push(unlock, &event->mutex);
    unsigned long before = event->sets;
    while (!event_is_set(event) && event->sets == before && !error)
        error = sleep_until(event, deadline);
    was_set = event_is_set(event) || event->sets != before;
    pthread_cleanup_pop(1);

    return was_set;
}

bool event_wait(struct event *event)
{
    return wait_until(event, NULL);
}

// Return the time of CLOCK_MONOTONIC that many seconds from now.
static struct timespec deadline_after(double seconds)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    if (!(seconds > 0)) // so NaN ends here, too
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

bool event_wait_for(struct event *event, double seconds)
{
    struct timespec deadline = deadline_after(seconds);

    return wait_until(event, &deadline);
}
