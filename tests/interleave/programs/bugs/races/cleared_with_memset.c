// cleared_with_memset.c: clears atomic counters with memset, which is
// no atomic operation.
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
    memset((void *)counters, 0, sizeof counters);
    pthread_join(thread, NULL);
    return counters[2] > 1;
}
