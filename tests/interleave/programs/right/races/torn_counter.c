// torn_counter.c: two threads count with an atomic operation.
#include <pthread.h>
#include <stdatomic.h>

enum { TIMES = 3 };

static atomic_long count;

static void *counter(void *arg)
{
    for (int i = 0; i < TIMES; i++)
        count++;
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, counter, NULL);
    pthread_create(&second, NULL, counter, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return count != 2 * TIMES;
}
