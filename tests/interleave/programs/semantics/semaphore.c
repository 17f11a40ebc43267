// semaphore.c: semaphores count, time out, and name their errors.
#define _GNU_SOURCE // sem_clockwait

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>

#include "semantics.h"

static sem_t tokens;

static void *taker(void *arg)
{
    SAME(sem_wait(&tokens), 0);
    return arg;
}

static int value(void)
{
    int value = -1;
    sem_getvalue(&tokens, &value);
    return value;
}

static void without_waiting(void)
{
    errno = 0;
    SAME(sem_init(&tokens, 0, (unsigned)INT_MAX + 1), -1);
    SAME(errno, EINVAL);
    SAME(sem_init(&tokens, 0, INT_MAX), 0);
    SAME(sem_post(&tokens), -1);
    SAME(errno, EOVERFLOW);
    SAME(sem_destroy(&tokens), 0);
    SAME(sem_init(&tokens, 0, 2), 0);
    SAME(value(), 2);
    SAME(sem_wait(&tokens), 0);
    SAME(sem_trywait(&tokens), 0);
    SAME(value(), 0);
    SAME(sem_trywait(&tokens), -1);
    SAME(errno, EAGAIN);
}

static void till_a_time(void)
{
    struct timespec soon = ahead(CLOCK_REALTIME, 20);
    SAME(sem_timedwait(&tokens, &soon), -1);
    SAME(errno, ETIMEDOUT);
    SAME(is_past(CLOCK_REALTIME, soon), 1);
    struct timespec wrong = {.tv_nsec = 1000000000};
    SAME(sem_timedwait(&tokens, &wrong), -1);
    SAME(errno, EINVAL);
#ifdef __GLIBC__
    soon = ahead(CLOCK_MONOTONIC, 20);
    SAME(sem_clockwait(&tokens, CLOCK_MONOTONIC, &soon), -1);
    SAME(errno, ETIMEDOUT);
    SAME(is_past(CLOCK_MONOTONIC, soon), 1);
#endif
    SAME(sem_post(&tokens), 0);
    struct timespec past = ahead(CLOCK_REALTIME, -20);
    SAME(sem_timedwait(&tokens, &past), 0);
}

int main(void)
{
    without_waiting();
    till_a_time();

    pthread_t threads[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, taker, NULL);
    for (int i = 0; i < 3; i++)
        SAME(sem_post(&tokens), 0);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    SAME(value(), 0);
    SAME(sem_destroy(&tokens), 0);
    return 0;
}
