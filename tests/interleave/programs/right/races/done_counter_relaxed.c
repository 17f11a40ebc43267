// done_counter_relaxed.c: counts the workers that are done and so
// gives their results away.
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>

static int results[2];
static atomic_int done;

static void *worker(void *arg)
{
    intptr_t i = (intptr_t)arg;
    results[i] = 5;
    atomic_fetch_add_explicit(&done, 1, memory_order_release);
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    for (intptr_t i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, worker, (void *)i);
    while (atomic_load_explicit(&done, memory_order_acquire) < 2)
        sched_yield();
    int sum = results[0] + results[1];
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return sum != 10;
}
