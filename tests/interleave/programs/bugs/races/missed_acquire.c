// missed_acquire.c: releases a message, but the reader does not
// acquire it.
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

static int message;
static _Atomic(int *) box;

static void *sender(void *arg)
{
    message = 42;
    atomic_store_explicit(&box, &message, memory_order_release);
    return arg;
}

int main(void)
{
    pthread_t thread;
    int *got;
    pthread_create(&thread, NULL, sender, NULL);
    while (!(got = atomic_load_explicit(&box, memory_order_relaxed)))
        sched_yield();
    int value = *got;
    pthread_join(thread, NULL);
    return value != 42;
}
