// condition.c: a condition variable wakes, and forgets.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>

#include "semantics.h"

enum { COUNT = 3 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int waiting, allowed, gone;

static void *waiter(void *arg)
{
    pthread_mutex_lock(&lock);
    waiting++;
    pthread_cond_signal(&changed);
    while (gone >= allowed)
        pthread_cond_wait(&wake, &lock);
    gone++;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    SAME(pthread_cond_signal(&wake), 0);
    SAME(pthread_cond_broadcast(&wake), 0);
    pthread_t threads[COUNT];
    for (int i = 0; i < COUNT; i++)
        pthread_create(&threads[i], NULL, waiter, NULL);

    pthread_mutex_lock(&lock);
    while (waiting < COUNT)
        pthread_cond_wait(&changed, &lock);
    SAME(gone, 0);
    allowed = 1;
    SAME(pthread_cond_signal(&wake), 0);
    while (gone < 1)
        pthread_cond_wait(&changed, &lock);
    SAME(gone, 1);
    allowed = COUNT;
    SAME(pthread_cond_broadcast(&wake), 0);
    SAME(gone, 1);
    SAME(pthread_mutex_unlock(&lock), 0);

    for (int i = 0; i < COUNT; i++)
        pthread_join(threads[i], NULL);
    SAME(gone, COUNT);
    SAME(pthread_cond_destroy(&wake), 0);
    SAME(pthread_cond_destroy(&changed), 0);
    SAME(pthread_mutex_destroy(&lock), 0);
    return 0;
}
