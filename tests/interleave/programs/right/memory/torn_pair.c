// torn_pair.c: both halves of a pair change under a lock.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int low = 1, high = 1;

static void *writer(void *arg)
{
    pthread_mutex_lock(&lock);
    low = 2;
    high = 2;
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *reader(void *arg)
{
    pthread_mutex_lock(&lock);
    int seen_low = low;
    int seen_high = high;
    pthread_mutex_unlock(&lock);
    assert(seen_low == seen_high);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, writer, NULL);
    pthread_create(&second, NULL, reader, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
