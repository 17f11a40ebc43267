// Beats write a diary, which main reads when the heart has stopped.
#define _POSIX_C_SOURCE 200809L

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "heartbeat.h"

static _Atomic double diary[100];
static atomic_int beats, strange;
static pthread_t me;

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void beat(void)
{
    int n = atomic_fetch_add(&beats, 1);

    if (n < 100)
        atomic_store(&diary[n], now());
    if (pthread_equal(me, pthread_self()))
        atomic_fetch_add(&strange, 1);
}

static void let_go_on(double seconds)
{
    struct timespec time = {.tv_sec = (time_t)seconds};

    time.tv_nsec = (long)((seconds - (double)time.tv_sec) * 1e9);
    nanosleep(&time, NULL);
}

// Return how many entries of the diary are not as they must be.
static int faults_of(double period, double seconds)
{
    int faults = 0;

    atomic_store(&beats, 0);
    double begun = now();
    heartbeat_start(period);
    let_go_on(seconds);
    double asked = now();
    heartbeat_stop();
    int n = atomic_load(&beats);
    faults += now() > asked;
    let_go_on(1);
    faults += atomic_load(&beats) != n;
    faults += n != 1 + (int)(seconds / period);
    for (int i = 0; i < n && i < 100; i++)
        faults += fabs(atomic_load(&diary[i]) - begun - i * period) > 1e-6;
    return faults;
}

int main(void)
{
    me = pthread_self();
    int faults = faults_of(2, 7.3) + faults_of(0.25, 1.1);
    faults += faults_of(1000, 0);
    return faults + strange ? EXIT_FAILURE : EXIT_SUCCESS;
}
