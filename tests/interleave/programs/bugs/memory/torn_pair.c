// torn_pair.c: a reader sees the new half of a pair with the old half.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static int low = 1, high = 1;

static void *writer(void *arg)
{
    low = 2;
    high = 2;
    return arg;
}

static void *reader(void *arg)
{
    int seen_low = low;
    int seen_high = high;
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
