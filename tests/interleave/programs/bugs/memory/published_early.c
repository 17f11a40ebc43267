// published_early.c: says that the data are ready before they are.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

static int data;
static atomic_bool ready;

static void *writer(void *arg)
{
    atomic_store(&ready, true);
    data = 42;
    return arg;
}

static void *reader(void *arg)
{
    if (atomic_load(&ready))
        assert(data == 42);
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
