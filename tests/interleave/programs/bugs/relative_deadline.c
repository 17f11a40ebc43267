// relative_deadline.c: gives a time span where an absolute time is
// wanted.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static bool ready;

static void *waiter(void *arg)
{
    pthread_mutex_lock(&lock);
    struct timespec deadline = {.tv_sec = 1};
    if (!ready)
        pthread_cond_timedwait(&wake, &lock, &deadline);
    assert(ready);
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *waker(void *arg)
{
    pthread_mutex_lock(&lock);
    ready = true;
    pthread_cond_signal(&wake);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, waker, NULL);
    pthread_create(&second, NULL, waiter, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
