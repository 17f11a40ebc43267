// phases.c: a barrier between writing one's own and reading the
// others' numbers.
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdint.h>

enum { THREADS = 3 };

static pthread_barrier_t barrier;
static int numbers[THREADS];

static void *task(void *arg)
{
    intptr_t i = (intptr_t)arg;
    for (int phase = 0; phase < 2; phase++) {
        numbers[i] = phase;
        pthread_barrier_wait(&barrier);
        int sum = 0;
        for (int k = 0; k < THREADS; k++)
            sum += numbers[k];
        if (sum != THREADS * phase)
            return &barrier;
        pthread_barrier_wait(&barrier);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS];
    void *wrong = NULL, *result;
    pthread_barrier_init(&barrier, NULL, THREADS);
    for (intptr_t i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, task, (void *)i);
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], &result);
        wrong = result ? result : wrong;
    }
    pthread_barrier_destroy(&barrier);
    return wrong != NULL;
}
