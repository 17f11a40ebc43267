// crowd_queue_counts.c: a queue whose length is read under the lock
// that empties it.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

enum { ROUNDS = 8 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int items[ROUNDS], length, misses;

static int queue_length(void)
{
    pthread_mutex_lock(&lock);
    int now = length;
    pthread_mutex_unlock(&lock);
    return now;
}

static void *putter(void *arg)
{
    for (int i = 0; i < ROUNDS; i++) {
        pthread_mutex_lock(&lock);
        items[length++] = i;
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

static void *taker(void *arg)
{
    for (int i = 0; i < ROUNDS; i++) {
        if (queue_length() == 0)
            continue;
        pthread_mutex_lock(&lock);
        if (length > 0)
            length--;
        else
            misses++;
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

int main(void)
{
    pthread_t first, second, third;
    pthread_create(&first, NULL, putter, NULL);
    pthread_create(&second, NULL, taker, NULL);
    pthread_create(&third, NULL, taker, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    pthread_join(third, NULL);
    assert(length >= 0 && misses >= 0 && items[0] >= 0);
    return 0;
}
