// ticket_taken_twice.c: takes the ticket of a lock with a load and a store.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static atomic_int next, serving;
static int inside;

static void lock(void)
{
    int mine = atomic_load(&next);
    atomic_store(&next, mine + 1);
    while (atomic_load(&serving) != mine)
        ;
}

static void unlock(void)
{
    atomic_fetch_add(&serving, 1);
}

static void *visit(void *arg)
{
    lock();
    assert(++inside == 1);
    inside--;
    unlock();
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, visit, NULL);
    pthread_create(&second, NULL, visit, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(inside == 0);
    return 0;
}
