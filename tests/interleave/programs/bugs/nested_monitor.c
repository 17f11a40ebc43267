// nested_monitor.c: waits inside with the outer lock held, which the
// waker needs.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static pthread_mutex_t outer = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t inner = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static int items, calls;

static void *getter(void *arg)
{
    pthread_mutex_lock(&outer);
    calls++;
    pthread_mutex_lock(&inner);
    while (items == 0)
        pthread_cond_wait(&wake, &inner);
    items--;
    pthread_mutex_unlock(&inner);
    pthread_mutex_unlock(&outer);
    return arg;
}

static void *putter(void *arg)
{
    pthread_mutex_lock(&outer);
    calls++;
    pthread_mutex_unlock(&outer);
    pthread_mutex_lock(&inner);
    items++;
    pthread_cond_signal(&wake);
    pthread_mutex_unlock(&inner);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, getter, NULL);
    pthread_create(&second, NULL, putter, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(calls == 2);
    return 0;
}
