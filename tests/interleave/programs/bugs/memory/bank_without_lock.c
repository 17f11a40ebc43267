// bank_without_lock.c: a transfer whose two sides are plain memory, and
// no lock.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static int here = 50, there = 50;

static void transfer(int *from, int *to)
{
    *from -= 10;
    *to += 10;
}

static void *forth(void *arg)
{
    transfer(&here, &there);
    return arg;
}

static void *back(void *arg)
{
    transfer(&there, &here);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, forth, NULL);
    pthread_create(&second, NULL, back, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(here + there == 100);
    return 0;
}
