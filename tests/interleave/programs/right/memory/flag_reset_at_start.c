// flag_reset_at_start.c: main clears the flag before it starts the
// worker.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>

static atomic_bool stop;

static void *worker(void *arg)
{
    while (!atomic_load(&stop))
        sched_yield();
    return arg;
}

int main(void)
{
    pthread_t thread;
    atomic_store(&stop, false);
    pthread_create(&thread, NULL, worker, NULL);
    atomic_store(&stop, true);
    pthread_join(thread, NULL);
    return 0;
}
