// queue_closed_drops.c: the consumer empties a closed queue before it
// leaves.
#define _POSIX_C_SOURCE 200809L

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
    for (int i = 0; i < 2; i++) {
        pthread_mutex_lock(&lock);
        items++;
        pthread_cond_signal(&wake);
        pthread_mutex_unlock(&lock);
    }
    pthread_mutex_lock(&lock);
    closed = true;
    pthread_cond_signal(&wake);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, consumer, NULL);
    pthread_create(&second, NULL, producer, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return taken == 2 ? 0 : 1;
}
