// cleared_with_memset.c: clears atomic counters one by one.
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

static atomic_int counters[4];

static void *counter(void *arg)
{
    atomic_fetch_add(&counters[2], 1);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, counter, NULL);
    for (int i = 0; i < 4; i++)
        atomic_store(&counters[i], 0);
    pthread_join(thread, NULL);
    return counters[2] > 1;
}
