// rwlock.c: many read or one writes; who may not is told why.
#define _GNU_SOURCE // pthread_rwlock_clockrdlock

#include <errno.h>
#include <pthread.h>

#include "semantics.h"

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

struct answers {
    int read, write, timed_read, timed_write;
};

static void *try_all(void *arg)
{
    struct answers *answers = arg;
    answers->read = pthread_rwlock_tryrdlock(&lock);
    if (answers->read == 0)
        pthread_rwlock_unlock(&lock);
    answers->write = pthread_rwlock_trywrlock(&lock);
    if (answers->write == 0)
        pthread_rwlock_unlock(&lock);
    struct timespec soon = ahead(CLOCK_REALTIME, 10);
    answers->timed_read = pthread_rwlock_timedrdlock(&lock, &soon);
    if (answers->timed_read == 0)
        pthread_rwlock_unlock(&lock);
    soon = ahead(CLOCK_REALTIME, 10);
    answers->timed_write = pthread_rwlock_timedwrlock(&lock, &soon);
    if (answers->timed_write == 0)
        pthread_rwlock_unlock(&lock);
    return NULL;
}

static struct answers other(void)
{
    struct answers answers;
    pthread_t thread;
    pthread_create(&thread, NULL, try_all, &answers);
    pthread_join(thread, NULL);
    return answers;
}

static void *write_clocked(void *arg)
{
#ifdef __GLIBC__
    struct timespec soon = ahead(CLOCK_MONOTONIC, 10);
    SAME(pthread_rwlock_clockwrlock(&lock, CLOCK_MONOTONIC, &soon),
         ETIMEDOUT);
    SAME(is_past(CLOCK_MONOTONIC, soon), 1);
#endif
    return arg;
}

static void reading(void)
{
    SAME(pthread_rwlock_rdlock(&lock), 0);
    SAME(pthread_rwlock_tryrdlock(&lock), 0);
    SAME(pthread_rwlock_trywrlock(&lock), EBUSY);
    struct answers answers = other();
    SAME(answers.read, 0);
    SAME(answers.write, EBUSY);
    SAME(answers.timed_read, 0);
    SAME(answers.timed_write, ETIMEDOUT);
    pthread_t thread;
    pthread_create(&thread, NULL, write_clocked, NULL);
    pthread_join(thread, NULL);
    SAME(pthread_rwlock_unlock(&lock), 0);
    SAME(other().write, EBUSY);
    SAME(pthread_rwlock_unlock(&lock), 0);
}

static void writing(void)
{
    SAME(pthread_rwlock_wrlock(&lock), 0);
    SAME(pthread_rwlock_wrlock(&lock), EDEADLK);
    SAME(pthread_rwlock_rdlock(&lock), EDEADLK);
    SAME(pthread_rwlock_tryrdlock(&lock), EBUSY);
    SAME(pthread_rwlock_trywrlock(&lock), EBUSY);
    struct answers answers = other();
    SAME(answers.read, EBUSY);
    SAME(answers.write, EBUSY);
    SAME(answers.timed_read, ETIMEDOUT);
    SAME(answers.timed_write, ETIMEDOUT);
    SAME(pthread_rwlock_unlock(&lock), 0);
}

int main(void)
{
    reading();
    writing();
    struct answers answers = other();
    SAME(answers.read, 0);
    SAME(answers.write, 0);
    SAME(answers.timed_read, 0);
    SAME(answers.timed_write, 0);
    SAME(pthread_rwlock_destroy(&lock), 0);
    return 0;
}
