// queue_by_index.c: a ring that says an item is in once it is put
// there.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

enum { ROOM = 4, COUNT = 3 };

static atomic_int items[ROOM];
static atomic_int put, got;

static void *putter(void *arg)
{
    for (int i = 1; i <= COUNT; i++) {
        int place = atomic_load(&put);
        atomic_store(&items[place % ROOM], i);
        atomic_store(&put, place + 1);
    }
    return arg;
}

static void *getter(void *arg)
{
    while (atomic_load(&got) < atomic_load(&put)) {
        int place = atomic_fetch_add(&got, 1);
        assert(atomic_load(&items[place % ROOM]) == place + 1);
    }
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, putter, NULL);
    pthread_create(&second, NULL, getter, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
