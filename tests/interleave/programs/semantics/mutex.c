// mutex.c: what each type of mutex answers, error numbers included.
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <pthread.h>

#include "semantics.h"

static pthread_mutex_t lock;

static void *unlock_it(void *arg)
{
    *(int *)arg = pthread_mutex_unlock(&lock);
    return NULL;
}

static void *try_it(void *arg)
{
    *(int *)arg = pthread_mutex_trylock(&lock);
    if (*(int *)arg == 0)
        pthread_mutex_unlock(&lock);
    return NULL;
}

// What a function that another thread runs has answered.
static int other(void *(*function)(void *))
{
    int answer = -1;
    pthread_t thread;
    pthread_create(&thread, NULL, function, &answer);
    pthread_join(thread, NULL);
    return answer;
}

static void make(int type)
{
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    SAME(pthread_mutexattr_settype(&attributes, type), 0);
    SAME(pthread_mutex_init(&lock, &attributes), 0);
    pthread_mutexattr_destroy(&attributes);
}

static void normal(void)
{
    make(PTHREAD_MUTEX_NORMAL);
    SAME(pthread_mutex_lock(&lock), 0);
    SAME(pthread_mutex_trylock(&lock), EBUSY);
    SAME(other(try_it), EBUSY);
    SAME(pthread_mutex_unlock(&lock), 0);
    SAME(other(try_it), 0);
    SAME(pthread_mutex_destroy(&lock), 0);
}

static void errorcheck(void)
{
    make(PTHREAD_MUTEX_ERRORCHECK);
    SAME(pthread_mutex_unlock(&lock), EPERM);
    SAME(pthread_mutex_lock(&lock), 0);
    SAME(pthread_mutex_lock(&lock), EDEADLK);
    SAME(pthread_mutex_trylock(&lock), EBUSY);
    struct timespec soon = ahead(CLOCK_REALTIME, 10);
    SAME(pthread_mutex_timedlock(&lock, &soon), EDEADLK);
    SAME(other(unlock_it), EPERM);
    SAME(other(try_it), EBUSY);
    SAME(pthread_mutex_unlock(&lock), 0);
    SAME(pthread_mutex_unlock(&lock), EPERM);
    SAME(pthread_mutex_destroy(&lock), 0);
}

static void recursive(void)
{
    make(PTHREAD_MUTEX_RECURSIVE);
    SAME(pthread_mutex_unlock(&lock), EPERM);
    SAME(pthread_mutex_lock(&lock), 0);
    SAME(pthread_mutex_lock(&lock), 0);
    SAME(pthread_mutex_trylock(&lock), 0);
    SAME(other(unlock_it), EPERM);
    SAME(pthread_mutex_unlock(&lock), 0);
    SAME(pthread_mutex_unlock(&lock), 0);
    SAME(other(try_it), EBUSY);
    SAME(pthread_mutex_unlock(&lock), 0);
    SAME(other(try_it), 0);
    SAME(pthread_mutex_unlock(&lock), EPERM);
    SAME(pthread_mutex_destroy(&lock), 0);
}

int main(void)
{
    normal();
    errorcheck();
    recursive();
    return 0;
}
