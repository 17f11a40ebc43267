// condition_timed.c: waits that end at a time, on both clocks.
#define _GNU_SOURCE // pthread_cond_clockwait

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>

#include "semantics.h"

static pthread_mutex_t lock;
static pthread_cond_t wake;
static bool ready;

static void *waker(void *arg)
{
    pthread_mutex_lock(&lock);
    ready = true;
    pthread_cond_signal(&wake);
    pthread_mutex_unlock(&lock);
    return arg;
}

// Wait till the time, whatever wakes us in between.
static int wait_till(const struct timespec *time)
{
    int result = 0;
    while (!ready && result == 0)
        result = pthread_cond_timedwait(&wake, &lock, time);
    return result;
}

static void on_clock(clockid_t clock)
{
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    SAME(pthread_condattr_setclock(&attributes, clock), 0);
    pthread_cond_init(&wake, &attributes);
    pthread_condattr_destroy(&attributes);

    SAME(pthread_mutex_lock(&lock), 0);
    struct timespec soon = ahead(clock, 20);
    SAME(wait_till(&soon), ETIMEDOUT);
    SAME(is_past(clock, soon), 1);
    SAME(pthread_mutex_lock(&lock), EDEADLK);
    struct timespec past = ahead(clock, -20);
    SAME(wait_till(&past), ETIMEDOUT);
    SAME(pthread_mutex_unlock(&lock), 0);

    SAME(pthread_mutex_lock(&lock), 0);
    pthread_t thread;
    pthread_create(&thread, NULL, waker, NULL);
    struct timespec far = ahead(clock, 100000000);
    SAME(wait_till(&far), 0);
    SAME(ready, true);
    SAME(pthread_mutex_unlock(&lock), 0);
    pthread_join(thread, NULL);
    ready = false;
    SAME(pthread_cond_destroy(&wake), 0);
}

#ifdef __GLIBC__
static void clockwait(clockid_t clock)
{
    pthread_cond_init(&wake, NULL);
    SAME(pthread_mutex_lock(&lock), 0);
    struct timespec soon = ahead(clock, 20);
    int result = 0;
    while (result == 0)
        result = pthread_cond_clockwait(&wake, &lock, clock, &soon);
    SAME(result, ETIMEDOUT);
    SAME(is_past(clock, soon), 1);
    SAME(pthread_mutex_unlock(&lock), 0);
    SAME(pthread_cond_destroy(&wake), 0);
}
#endif

int main(void)
{
    // It is of this type so that one can see who holds it.
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&lock, &attributes);
    pthread_mutexattr_destroy(&attributes);

    on_clock(CLOCK_REALTIME);
    on_clock(CLOCK_MONOTONIC);
#ifdef __GLIBC__
    clockwait(CLOCK_REALTIME);
    clockwait(CLOCK_MONOTONIC);
#endif
    pthread_cond_init(&wake, NULL);
    pthread_mutex_lock(&lock);
    struct timespec wrong = {.tv_nsec = 1000000000};
    SAME(pthread_cond_timedwait(&wake, &lock, &wrong), EINVAL);
    wrong.tv_nsec = -1;
    SAME(pthread_cond_timedwait(&wake, &lock, &wrong), EINVAL);
    SAME(pthread_mutex_unlock(&lock), 0);
    return 0;
}
