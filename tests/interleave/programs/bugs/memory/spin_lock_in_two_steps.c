// spin_lock_in_two_steps.c: a spin lock that looks and takes in two
// steps.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>

static atomic_bool locked;
static atomic_int inside;

static void *visit(void *arg)
{
    while (atomic_load(&locked))
        sched_yield();
    atomic_store(&locked, true);
    int others = atomic_fetch_add(&inside, 1);
    assert(others == 0);
    atomic_fetch_sub(&inside, 1);
    atomic_store(&locked, false);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, visit, NULL);
    pthread_create(&second, NULL, visit, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
