// lock_of_relaxed_flags.c: a lock made of an exchange that orders
// nothing.
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

static atomic_int locked;
static int count;

static void *counter(void *arg)
{
    while (atomic_exchange_explicit(&locked, 1, memory_order_relaxed))
        sched_yield();
    count++;
    atomic_store_explicit(&locked, 0, memory_order_relaxed);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, counter, NULL);
    pthread_create(&second, NULL, counter, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return count != 2;
}
