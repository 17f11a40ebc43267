// release_sequence.c: a counter that others change between a release
// and its acquire: it still carries the message.
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

static int message;
static atomic_int stage;

static void *sender(void *arg)
{
    message = 42;
    atomic_store_explicit(&stage, 1, memory_order_release);
    return arg;
}

static void *middle(void *arg)
{
    int one = 1;
    while (!atomic_compare_exchange_weak_explicit(
        &stage, &one, 2, memory_order_relaxed, memory_order_relaxed)) {
        one = 1;
        sched_yield();
    }
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, sender, NULL);
    pthread_create(&second, NULL, middle, NULL);
    while (atomic_load_explicit(&stage, memory_order_acquire) != 2)
        sched_yield();
    int got = message;
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return got != 42;
}
