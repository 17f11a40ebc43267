// seqlock_looked_once.c: looks at the number before it reads, and not
// afterwards.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static atomic_int number, low, high;

static void *writer(void *arg)
{
    atomic_fetch_add(&number, 1);
    atomic_store(&low, 2);
    atomic_store(&high, 2);
    atomic_fetch_add(&number, 1);
    return arg;
}

static void *reader(void *arg)
{
    int before, seen_low, seen_high;
    do {
        before = atomic_load(&number);
        seen_low = atomic_load(&low);
        seen_high = atomic_load(&high);
    } while (before % 2 != 0);
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
