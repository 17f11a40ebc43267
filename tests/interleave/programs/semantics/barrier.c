// barrier.c: lets all go at once, and tells exactly one of each round.
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>

#include "semantics.h"

enum { COUNT = 4, ROUNDS = 3 };

static pthread_barrier_t barrier;
static atomic_int arrived[ROUNDS], serial[ROUNDS];

static void *worker(void *arg)
{
    for (int round = 0; round < ROUNDS; round++) {
        atomic_fetch_add(&arrived[round], 1);
        int result = pthread_barrier_wait(&barrier);
        SAME(atomic_load(&arrived[round]), COUNT);
        if (result == PTHREAD_BARRIER_SERIAL_THREAD)
            atomic_fetch_add(&serial[round], 1);
        else
            SAME(result, 0);
    }
    return arg;
}

int main(void)
{
    SAME(pthread_barrier_init(&barrier, NULL, 0), EINVAL);
    SAME(pthread_barrier_init(&barrier, NULL, COUNT), 0);
    pthread_t threads[COUNT];
    for (int i = 0; i < COUNT; i++)
        pthread_create(&threads[i], NULL, worker, NULL);
    for (int i = 0; i < COUNT; i++)
        pthread_join(threads[i], NULL);
    for (int round = 0; round < ROUNDS; round++)
        SAME(atomic_load(&serial[round]), 1);
    SAME(pthread_barrier_destroy(&barrier), 0);

    SAME(pthread_barrier_init(&barrier, NULL, 1), 0);
    SAME(pthread_barrier_wait(&barrier), PTHREAD_BARRIER_SERIAL_THREAD);
    SAME(pthread_barrier_wait(&barrier), PTHREAD_BARRIER_SERIAL_THREAD);
    SAME(pthread_barrier_destroy(&barrier), 0);
    return 0;
}
