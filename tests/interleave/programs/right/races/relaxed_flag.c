// relaxed_flag.c: hands a message over behind a flag that releases
// and acquires it.
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

static int message;
static atomic_int ready;

static void *sender(void *arg)
{
    message = 42;
    atomic_store_explicit(&ready, 1, memory_order_release);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, sender, NULL);
    while (!atomic_load_explicit(&ready, memory_order_acquire))
        sched_yield();
    int got = message;
    pthread_join(thread, NULL);
    return got != 42;
}
