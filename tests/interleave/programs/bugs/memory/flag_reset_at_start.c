// flag_reset_at_start.c: the worker clears its stop flag, and a stop
// that came before.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>

static atomic_bool stop;

static void *worker(void *arg)
{
    atomic_store(&stop, false);
    while (!atomic_load(&stop))
        sched_yield();
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, worker, NULL);
    atomic_store(&stop, true);
    pthread_join(thread, NULL);
    return 0;
}
