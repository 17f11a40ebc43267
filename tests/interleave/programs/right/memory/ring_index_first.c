// ring_index_first.c: a ring buffer whose writer moves on when the item is there.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

enum { SIZE = 2, ITEMS = 3 };

static int ring[SIZE];
static atomic_uint head, tail;

static void put(int item)
{
    unsigned at = atomic_load(&head);
    while (at - atomic_load(&tail) == SIZE)
        ;
    ring[at % SIZE] = item;
    atomic_store(&head, at + 1);
}

static int get(void)
{
    unsigned at = atomic_load(&tail);
    while (atomic_load(&head) == at)
        ;
    int item = ring[at % SIZE];
    atomic_store(&tail, at + 1);
    return item;
}

static void *writer(void *arg)
{
    for (int i = 1; i <= ITEMS; i++)
        put(i);
    return arg;
}

static void *reader(void *arg)
{
    for (int i = 1; i <= ITEMS; i++)
        assert(get() == i);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, writer, NULL);
    pthread_create(&second, NULL, reader, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(head == tail);
    return 0;
}
