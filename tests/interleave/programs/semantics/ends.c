// ends.c: the ways a thread ends, and what join says of them.
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdint.h>

#include "semantics.h"

static sem_t go;

static void *returns(void *arg)
{
    return arg;
}

static void exit_deep_down(void *value)
{
    pthread_exit(value);
}

static void *exits(void *arg)
{
    exit_deep_down(arg);
    return NULL;
}

static void *waits(void *arg)
{
    sem_wait(&go);
    return arg;
}

static void *joins_itself(void *arg)
{
    (void)arg;
    return (void *)(intptr_t)pthread_join(pthread_self(), NULL);
}

static void *posts(void *arg)
{
    sem_post(arg);
    return NULL;
}

static long run(void *(*task)(void *), void *arg)
{
    pthread_t thread;
    void *result = NULL;
    SAME(pthread_create(&thread, NULL, task, arg), 0);
    SAME(pthread_join(thread, &result), 0);
    return (long)(intptr_t)result;
}

int main(void)
{
    sem_init(&go, 0, 0);
    SAME(run(returns, (void *)42), 42);
    SAME(run(exits, (void *)43), 43);
    SAME(run(joins_itself, NULL), EDEADLK);

    pthread_t thread;
    void *result;
    pthread_create(&thread, NULL, waits, NULL);
    SAME(pthread_equal(thread, pthread_self()), 0);
    SAME(pthread_cancel(thread), 0);
    SAME(pthread_join(thread, &result), 0);
    SAME(result == PTHREAD_CANCELED, 1);

    // Ended, and joined only then: its value is kept for us.
    sem_t posted;
    sem_init(&posted, 0, 0);
    pthread_create(&thread, NULL, posts, &posted);
    sem_wait(&posted);
    SAME(pthread_join(thread, &result), 0);
    SAME(result == NULL, 1);

    pthread_attr_t detached;
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    SAME(pthread_create(&thread, &detached, posts, &posted), 0);
    SAME(sem_wait(&posted), 0);
    SAME(pthread_attr_destroy(&detached), 0);
    pthread_create(&thread, NULL, posts, &posted);
    SAME(pthread_detach(thread), 0);
    SAME(sem_wait(&posted), 0);
    sem_destroy(&go);
    return 0;
}
