// queue_closed_for_one.c: closing the queue wakes every consumer that
// waits.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static bool closed;
static int items, taken;

static void *consumer(void *arg)
{
    pthread_mutex_lock(&lock);
    for (;;) {
        while (items == 0 && !closed)
            pthread_cond_wait(&wake, &lock);
        if (items == 0)
            break;
        items--;
        taken++;
    }
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *producer(void *arg)
{
    pthread_mutex_lock(&lock);
    items++;
    pthread_cond_signal(&wake);
    pthread_mutex_unlock(&lock);
    pthread_mutex_lock(&lock);
    closed = true;
    pthread_cond_broadcast(&wake);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t first, second, third;
    pthread_create(&first, NULL, consumer, NULL);
    pthread_create(&second, NULL, consumer, NULL);
    pthread_create(&third, NULL, producer, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    pthread_join(third, NULL);
    assert(taken == 1);
    return 0;
}
