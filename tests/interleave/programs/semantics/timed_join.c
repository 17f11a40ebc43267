// timed_join.c: joins that do not wait, or only till a time.
#define _GNU_SOURCE // pthread_tryjoin_np and its kin

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>

#include "semantics.h"

static sem_t go;

static void *waits(void *arg)
{
    sem_wait(&go);
    return arg;
}

int main(void)
{
    sem_init(&go, 0, 0);
#ifdef __GLIBC__
    pthread_t thread;
    void *result = NULL;
    pthread_create(&thread, NULL, waits, &go);
    SAME(pthread_tryjoin_np(thread, &result), EBUSY);
    struct timespec soon = ahead(CLOCK_REALTIME, 10);
    SAME(pthread_timedjoin_np(thread, &result, &soon), ETIMEDOUT);
    SAME(is_past(CLOCK_REALTIME, soon), 1);
    soon = ahead(CLOCK_MONOTONIC, 10);
    SAME(pthread_clockjoin_np(thread, &result, CLOCK_MONOTONIC, &soon),
         ETIMEDOUT);
    SAME(is_past(CLOCK_MONOTONIC, soon), 1);
    sem_post(&go);
    struct timespec far = ahead(CLOCK_REALTIME, 100000000);
    SAME(pthread_timedjoin_np(thread, &result, &far), 0);
    SAME(result == &go, 1);

    pthread_create(&thread, NULL, waits, &go);
    sem_post(&go);
    far = ahead(CLOCK_MONOTONIC, 100000000);
    SAME(pthread_clockjoin_np(thread, NULL, CLOCK_MONOTONIC, &far), 0);

    pthread_create(&thread, NULL, waits, &go);
    sem_post(&go);
    int failed = pthread_tryjoin_np(thread, &result);
    while (failed == EBUSY) {
        struct timespec nap = {0, 1000000};
        nanosleep(&nap, NULL);
        failed = pthread_tryjoin_np(thread, &result);
    }
    SAME(failed, 0);
#else
    (void)waits;
#endif
    return 0;
}
