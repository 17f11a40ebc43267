// seqlock_plain_data.c: a sequence lock whose data are plain: a
// reader that will try again has raced already.
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

static atomic_uint sequence;
static int left, right;

static void *writer(void *arg)
{
    atomic_store_explicit(&sequence, 1, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    left = 1;
    right = 1;
    atomic_store_explicit(&sequence, 2, memory_order_release);
    return arg;
}

static int difference(void)
{
    for (;;) {
        unsigned before =
            atomic_load_explicit(&sequence, memory_order_acquire);
        int l = left, r = right;
        atomic_thread_fence(memory_order_acquire);
        unsigned after =
            atomic_load_explicit(&sequence, memory_order_relaxed);
        if (before % 2 == 0 && after == before)
            return l - r;
        sched_yield();
    }
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, writer, NULL);
    int seen = difference();
    pthread_join(thread, NULL);
    return seen;
}
