// bank_without_lock.c: a transfer whose two sides are plain memory, and
// no lock.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static int accounts[2] = {50, 50};

static void transfer(int from, int to)
{
    accounts[from] -= 10;
    accounts[to] += 10;
}

static void *forth(void *arg)
{
    transfer(0, 1);
    return arg;
}

static void *back(void *arg)
{
    transfer(1, 0);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, forth, NULL);
    pthread_create(&second, NULL, back, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(accounts[0] + accounts[1] == 100);
    return 0;
}
