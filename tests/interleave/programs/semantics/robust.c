// robust.c: a robust mutex whose owner has ended tells the next one.
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <pthread.h>

#include "semantics.h"

static pthread_mutex_t mutex;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;

static void *dies(void *arg)
{
    pthread_mutex_lock(&mutex);
    return arg;
}

static void let_one_die(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, dies, NULL);
    pthread_join(thread, NULL);
}

static void make_robust(void)
{
    pthread_mutexattr_t attr;
    int robust = -1;
    pthread_mutexattr_init(&attr);
    SAME(pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST), 0);
    SAME(pthread_mutexattr_getrobust(&attr, &robust), 0);
    SAME(robust, PTHREAD_MUTEX_ROBUST);
    SAME(pthread_mutex_init(&mutex, &attr), 0);
    pthread_mutexattr_destroy(&attr);
}

static void *dies_before_a_wait_ends(void *arg)
{
    pthread_mutex_lock(&mutex);
    pthread_cond_signal(&cond);
    return arg;
}

static void woken_by_the_dead(void)
{
    pthread_t thread;
    pthread_mutex_lock(&mutex);
    pthread_create(&thread, NULL, dies_before_a_wait_ends, NULL);
    SAME(pthread_cond_wait(&cond, &mutex), EOWNERDEAD);
    SAME(pthread_mutex_consistent(&mutex), 0);
    SAME(pthread_mutex_unlock(&mutex), 0);
    pthread_join(thread, NULL);
}

int main(void)
{
    make_robust();
    SAME(pthread_mutex_lock(&mutex), 0);
    SAME(pthread_mutex_consistent(&mutex), EINVAL);
    SAME(pthread_mutex_unlock(&mutex), 0);
    SAME(pthread_mutex_unlock(&mutex), EPERM);

    let_one_die();
    SAME(pthread_mutex_lock(&mutex), EOWNERDEAD);
    SAME(pthread_mutex_consistent(&mutex), 0);
    SAME(pthread_mutex_unlock(&mutex), 0);
    let_one_die();
    SAME(pthread_mutex_trylock(&mutex), EOWNERDEAD);
    SAME(pthread_mutex_consistent(&mutex), 0);
    SAME(pthread_mutex_unlock(&mutex), 0);
    SAME(pthread_mutex_lock(&mutex), 0);
    SAME(pthread_mutex_unlock(&mutex), 0);
    woken_by_the_dead();

    let_one_die();
    SAME(pthread_mutex_lock(&mutex), EOWNERDEAD);
    SAME(pthread_mutex_unlock(&mutex), 0); // not consistent: for ever
    SAME(pthread_mutex_lock(&mutex), ENOTRECOVERABLE);
    SAME(pthread_mutex_trylock(&mutex), ENOTRECOVERABLE);
    SAME(pthread_mutex_destroy(&mutex), 0);
    make_robust();
    SAME(pthread_mutex_lock(&mutex), 0);
    SAME(pthread_mutex_unlock(&mutex), 0);
    return 0;
}
