// robust_left_inconsistent.c: unlocks the mutex of a dead owner without
// making it consistent.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <errno.h>
#include <pthread.h>

static pthread_mutex_t mutex;
static int sum;

static void *dies(void *arg)
{
    pthread_mutex_lock(&mutex);
    return arg;
}

static void *adds(void *arg)
{
    int error = pthread_mutex_lock(&mutex);
    if (error == EOWNERDEAD)
        error = 0;
    assert(error == 0);
    sum++;
    pthread_mutex_unlock(&mutex);
    return arg;
}

int main(void)
{
    pthread_t threads[3];
    pthread_mutexattr_t attr;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&mutex, &attr);
    pthread_mutexattr_destroy(&attr);
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, i == 1 ? dies : adds, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    return sum == 2 ? 0 : 1;
}
