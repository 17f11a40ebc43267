// right: goes on after a fault, and counts them
// A test of the heartbeat: each beat writes down when it came and from
// whom. Main reads the record after the stop, and counts the faults.

#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "heartbeat.h"

#define MOST 512

struct entry {
    struct timespec time;
    pthread_t thread;
};

static struct entry record[MOST];
static atomic_size_t entries;

void beat(void)
{
    size_t i = atomic_fetch_add(&entries, 1);

    if (i >= MOST)
        abort(); // it never pauses
    clock_gettime(CLOCK_MONOTONIC, &record[i].time);
    record[i].thread = pthread_self();
}

static struct timespec clock_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t;
}

static double between(struct timespec from, struct timespec to)
{
    return (double)(to.tv_sec - from.tv_sec) +
           (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

static bool near(double a, double b)
{
    double difference = a > b ? a - b : b - a;

    return difference < 0.002;
}

static void wait_seconds(double seconds)
{
    struct timespec t;

    t.tv_sec = (time_t)seconds;
    t.tv_nsec = (long)((seconds - (double)t.tv_sec) * 1e9);
    nanosleep(&t, NULL);
}

static int faults;

static void want(bool condition, const char *what, double period)
{
    if (condition)
        return;
    printf("period %g: %s\n", period, what);
    faults++;
}

// Let it run for some time, at whose end a beat may be due or not.
static void try(double period, double length, double pause_after)
{
    size_t before = atomic_load(&entries);
    if (before > MOST / 2) {
        atomic_store(&entries, 0);
        before = 0;
    }

    struct timespec start = clock_now();
    heartbeat_start(period);
    want(near(between(start, clock_now()), 0), "the start took time",
         period);
    if (length > 0)
        wait_seconds(length);

    struct timespec stop = clock_now();
    heartbeat_stop();
    want(near(between(stop, clock_now()), 0), "the stop took time",
         period);

    size_t after = atomic_load(&entries);
    if (pause_after > 0)
        wait_seconds(pause_after);
    want(atomic_load(&entries) == after, "beats after the stop",
         period);

    // How many there should be; the last one may be missing if it is
    // due at the moment of the stop.
    double due = 0;
    size_t n = 0;
    for (size_t i = before; i < after; i++, n++, due += period) {
        want(near(between(start, record[i].time), due),
             "a beat at the wrong time", period);
        want(!pthread_equal(record[i].thread, pthread_self()),
             "a beat from main", period);
        want(pthread_equal(record[i].thread, record[before].thread),
             "beats from two threads", period);
    }
    want(due > length || near(due, length), "beats are missing",
         period);
    want(n == 0 || due - period < length ||
             near(due - period, length),
         "too many beats", period);
}

int main(void)
{
    try(10, 25, 50);
    try(3600, 5400, 10000);
    try(3600, 1, 0);
    try(2.5, 11, 0);   // the start comes right after a stop
    try(0.3, 10, 1);
    try(1.75, 10, 10);
    try(0.01, 1.005, 1);
    try(5000, 0, 0);   // stopped before it has begun
    try(20, 0, 50);
    try(20, 60, 50);   // stopped when a beat is due
    try(0.5, 2, 5);

    return faults == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
