// last_item.c: the consumer that takes the last item tells the other.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

enum { TOTAL = 3 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static int items, taken;

static void *consumer(void *arg)
{
    pthread_mutex_lock(&lock);
    while (taken < TOTAL) {
        while (items == 0 && taken < TOTAL)
            pthread_cond_wait(&wake, &lock);
        if (items == 0)
            break;
        items--;
        taken++;
    }
    pthread_cond_broadcast(&wake);
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *producer(void *arg)
{
    for (int i = 0; i < TOTAL; i++) {
        pthread_mutex_lock(&lock);
        items++;
        pthread_cond_signal(&wake);
        pthread_mutex_unlock(&lock);
    }
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
    assert(taken == TOTAL);
    return 0;
}
