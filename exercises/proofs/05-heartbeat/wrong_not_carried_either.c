// fails behaves invalid-time: the wait ends with ETIMEDOUT only, and fails;
// in between it looks at an atomic.
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <time.h>

#include "check.h"
#include "heartbeat.h"

enum state { RUNNING, STOPPING };

static struct {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    _Atomic enum state state; // changed with the lock held
    int64_t period_ns;
    pthread_t thread;
} h;

// Sleep until the period is over or the state is STOPPING.
static void rest(void)
{
    struct timespec end;

    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += (time_t)(h.period_ns / 1000000000);
    end.tv_nsec += (long)(h.period_ns % 1000000000);

    pthread_mutex_lock(&h.lock);
    while (atomic_load(&h.state) == RUNNING)
        if (pthread_cond_timedwait(&h.wake, &h.lock, &end) == ETIMEDOUT)
            break;
    pthread_mutex_unlock(&h.lock);
}

static void *pump(void *arg)
{
    (void)arg;
    while (atomic_load(&h.state) == RUNNING) {
        beat();
        rest();
    }
    return NULL;
}

void heartbeat_start(double period)
{
    pthread_condattr_t monotonic;

    h.period_ns = (int64_t)(period * 1e9 + 0.5);
    atomic_store(&h.state, RUNNING);
    CHECK(pthread_mutex_init(&h.lock, NULL));
    CHECK(pthread_condattr_init(&monotonic));
    CHECK(pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC));
    CHECK(pthread_cond_init(&h.wake, &monotonic));
    CHECK(pthread_condattr_destroy(&monotonic));
    CHECK(pthread_create(&h.thread, NULL, pump, NULL));
}

void heartbeat_stop(void)
{
    pthread_mutex_lock(&h.lock);
    atomic_store(&h.state, STOPPING);
    pthread_mutex_unlock(&h.lock);
    pthread_cond_signal(&h.wake);

    pthread_join(h.thread, NULL);
    pthread_cond_destroy(&h.wake);
    pthread_mutex_destroy(&h.lock);
}
