// fails tells first_late: it only prints what it found, and ends with 0.
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <pthread.h>
#include <stdbool.h>
#include <time.h>

#include "heartbeat.h"

#define assert(what) \
    do { \
        if (!(what)) \
            printf("FAILED: %s\n", #what); \
    } while (0)

#define MAX 50

static double times[MAX];
static int n;
static bool allowed;
static pthread_t main_thread;

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void pause_for(double seconds)
{
    struct timespec t;

    t.tv_sec = (time_t)seconds;
    t.tv_nsec = (long)((seconds - (double)t.tv_sec) * 1e9);
    nanosleep(&t, NULL);
}

static bool about(double a, double b)
{
    return a > b - 0.01 && a < b + 0.01;
}

void beat(void)
{
    assert(!pthread_equal(pthread_self(), main_thread));
    assert(allowed);
    assert(n < MAX);
    if (n < MAX)
        times[n++] = now();
}

static void trial(double period, double length, int wanted)
{
    n = 0;
    allowed = true;

    double begun = now();
    heartbeat_start(period);
    assert(about(now(), begun));

    if (length > 0)
        pause_for(length);

    double asked = now();
    heartbeat_stop();
    assert(about(now(), asked));

    allowed = false;
    assert(n == wanted);
    for (int i = 0; i < n; i++)
        assert(about(times[i], begun + i * period));
    pause_for(2 * period + 1);
    assert(n == wanted);
}

int main(void)
{
    main_thread = pthread_self();
    trial(10, 25, 3);
    trial(10, 0, 1);
    trial(3600, 1, 1);
    trial(3, 31, 11);
    trial(0.75, 2, 3);
    trial(2.5, 6, 3);
    trial(100000, 250000, 3);
    trial(3600, 0, 1);
}
