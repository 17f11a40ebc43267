// peterson_turn_first.c: Peterson: gives the turn away before it raises its flag.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

static atomic_bool wants[2];
static atomic_int turn;
static int inside;

static void visit(int me)
{
    atomic_store(&turn, 1 - me);
    atomic_store(&wants[me], true);
    while (atomic_load(&wants[1 - me]) && atomic_load(&turn) != me)
        ;
    assert(++inside == 1);
    inside--;
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
    assert(inside == 0);
    return 0;
}
