// bank_without_lock.c: a transfer whose two sides change under a lock.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int here = 50, there = 50;

static void transfer(int *from, int *to)
{
    pthread_mutex_lock(&lock);
    *from -= 10;
    *to += 10;
    pthread_mutex_unlock(&lock);
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
