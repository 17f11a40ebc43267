// fails tells stop_in_slices: a tenth of a second passes for at once.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <time.h>
#include <unistd.h>

#include "heartbeat.h"

static pthread_t main_thread;
static atomic_int beats;
static atomic_bool returned;

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void beat(void)
{
    assert(!pthread_equal(pthread_self(), main_thread));
    assert(!atomic_load(&returned));
    atomic_fetch_add(&beats, 1);
}

static void start(double period)
{
    atomic_store(&beats, 0);
    atomic_store(&returned, false);
    heartbeat_start(period);
}

static void stop_at_once(void)
{
    double begun = now();

    heartbeat_stop();
    atomic_store(&returned, true);
    assert(now() - begun < 0.1);
}

static void beats_in_time(void)
{
    start(10);
    sleep(1);
    assert(atomic_load(&beats) == 1);
    sleep(24);
    stop_at_once();
    assert(atomic_load(&beats) == 3);
}

static void beats_again(void)
{
    start(0.5);
    nanosleep(&(struct timespec){.tv_sec = 1, .tv_nsec = 200000000},
              NULL);
    stop_at_once();
    assert(atomic_load(&beats) == 3);
}

static void stops_before_the_beat(void)
{
    start(3600);
    stop_at_once();
    sleep(2);
}

int main(void)
{
    main_thread = pthread_self();
    beats_in_time();
    beats_again();
    stops_before_the_beat();
}
