// hazard_set_late.c: protects a node that may have been freed already.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

// The reader says which node it reads; the writer frees no such node.
static _Atomic(int *) current, hazard;

static void *reader(void *arg)
{
    int *node = atomic_load(&current);
    atomic_store(&hazard, node);
    assert(*node == 1 || *node == 2);
    atomic_store(&hazard, NULL);
    return arg;
}

static void *writer(void *arg)
{
    int *new = malloc(sizeof *new);
    *new = 2;
    int *old = atomic_exchange(&current, new);
    while (atomic_load(&hazard) == old)
        ;
    free(old);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    int *node = malloc(sizeof *node);
    *node = 1;
    atomic_store(&current, node);
    pthread_create(&first, NULL, reader, NULL);
    pthread_create(&second, NULL, writer, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    free(atomic_load(&current));
    return 0;
}
