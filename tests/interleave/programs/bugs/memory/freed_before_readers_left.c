// freed_before_readers_left.c: replaces a record and frees the old one under its reader.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static _Atomic(int *) record;
static atomic_int readers;

static void *reader(void *arg)
{
    atomic_fetch_add(&readers, 1);
    int *mine = atomic_load(&record);
    assert(*mine == 1 || *mine == 2);
    atomic_fetch_sub(&readers, 1);
    return arg;
}

static void *writer(void *arg)
{
    int *new = malloc(sizeof *new);
    *new = 2;
    while (atomic_load(&readers) > 0)
        ;
    int *old = atomic_exchange(&record, new);
    free(old);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    int *one = malloc(sizeof *one);
    *one = 1;
    atomic_store(&record, one);
    pthread_create(&first, NULL, reader, NULL);
    pthread_create(&second, NULL, writer, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    free(atomic_load(&record));
    return 0;
}
