// dekker_turn_kept.c: Dekker: two flags, and a turn for who insists.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

static atomic_bool wants[2];
static atomic_int turn;
static int count;

static void visit(int me)
{
    atomic_store(&wants[me], true);
    while (atomic_load(&wants[1 - me])) {
        if (atomic_load(&turn) == me)
            continue;
        atomic_store(&wants[me], false);
        while (atomic_load(&turn) != me)
            ;
        atomic_store(&wants[me], true);
    }
    count++;
    atomic_store(&turn, 1 - me);
    atomic_store(&wants[me], false);
}

static void *one(void *arg)
{
    visit(0);
    return arg;
}

static void *other(void *arg)
{
    visit(1);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, one, NULL);
    pthread_create(&second, NULL, other, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(count == 2);
    return 0;
}
