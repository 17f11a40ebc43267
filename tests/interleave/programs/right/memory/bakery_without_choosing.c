// bakery_without_choosing.c: says that it draws a number, and others wait for it.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

static atomic_bool choosing[2];
static atomic_int number[2];
static int inside;

static void lock(int me)
{
    int other = 1 - me;
    atomic_store(&choosing[me], true);
    int last = atomic_load(&number[other]);
    atomic_store(&number[me], last + 1);
    atomic_store(&choosing[me], false);
    while (atomic_load(&choosing[other]))
        ;
    int his;
    do
        his = atomic_load(&number[other]);
    while (his && (his < last + 1 || (his == last + 1 && other < me)));
}

static void visit(int me)
{
    lock(me);
    assert(++inside == 1);
    inside--;
    atomic_store(&number[me], 0);
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
