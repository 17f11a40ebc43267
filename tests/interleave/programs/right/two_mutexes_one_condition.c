// two_mutexes_one_condition.c: two threads wait on one condition with
// one mutex.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t left = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static bool ready;

static void wait_with(pthread_mutex_t *lock)
{
    pthread_mutex_lock(lock);
    while (!ready)
        pthread_cond_wait(&wake, lock);
    pthread_mutex_unlock(lock);
}

static void *one(void *arg)
{
    wait_with(&left);
    return arg;
}

static void *other(void *arg)
{
    wait_with(&left);
    return arg;
}

static void *waker(void *arg)
{
    pthread_mutex_lock(&left);
    ready = true;
    pthread_cond_broadcast(&wake);
    pthread_mutex_unlock(&left);
    return arg;
}

int main(void)
{
    pthread_t first, second, third;
    pthread_create(&first, NULL, one, NULL);
    pthread_create(&second, NULL, other, NULL);
    pthread_create(&third, NULL, waker, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    pthread_join(third, NULL);
    return 0;
}
