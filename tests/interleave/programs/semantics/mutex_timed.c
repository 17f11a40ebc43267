// mutex_timed.c: locks that give up at a time, on both clocks.
#define _GNU_SOURCE // pthread_mutex_clocklock

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>

#include "semantics.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sem_t held, let_go;

static void *holder(void *arg)
{
    pthread_mutex_lock(&lock);
    sem_post(&held);
    sem_wait(&let_go);
    pthread_mutex_unlock(&lock);
    return arg;
}

static void while_held(void)
{
    struct timespec soon = ahead(CLOCK_REALTIME, 10);
    SAME(pthread_mutex_timedlock(&lock, &soon), ETIMEDOUT);
    SAME(is_past(CLOCK_REALTIME, soon), 1);
    struct timespec past = ahead(CLOCK_REALTIME, -10);
    SAME(pthread_mutex_timedlock(&lock, &past), ETIMEDOUT);
    struct timespec wrong = {.tv_nsec = 1000000000};
    SAME(pthread_mutex_timedlock(&lock, &wrong), EINVAL);
#ifdef __GLIBC__
    soon = ahead(CLOCK_MONOTONIC, 10);
    SAME(pthread_mutex_clocklock(&lock, CLOCK_MONOTONIC, &soon),
         ETIMEDOUT);
    SAME(is_past(CLOCK_MONOTONIC, soon), 1);
    soon = ahead(CLOCK_REALTIME, 10);
    SAME(pthread_mutex_clocklock(&lock, CLOCK_REALTIME, &soon),
         ETIMEDOUT);
#endif
}

int main(void)
{
    sem_init(&held, 0, 0);
    sem_init(&let_go, 0, 0);
    pthread_t thread;
    pthread_create(&thread, NULL, holder, NULL);
    sem_wait(&held);
    while_held();

    struct timespec far = ahead(CLOCK_REALTIME, 100000000);
    sem_post(&let_go);
    SAME(pthread_mutex_timedlock(&lock, &far), 0);
    SAME(pthread_mutex_unlock(&lock), 0);
    struct timespec past = ahead(CLOCK_REALTIME, -10);
    SAME(pthread_mutex_timedlock(&lock, &past), 0);
    SAME(pthread_mutex_unlock(&lock), 0);
    pthread_join(thread, NULL);
    sem_destroy(&held);
    sem_destroy(&let_go);
    return 0;
}
