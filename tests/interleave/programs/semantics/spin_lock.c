// spin_lock.c: a spin lock lets one in; trylock says EBUSY.
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <pthread.h>

#include "semantics.h"

static pthread_spinlock_t lock;
static int count;

static void *adder(void *arg)
{
    for (int i = 0; i < 3; i++) {
        SAME(pthread_spin_lock(&lock), 0);
        count++;
        SAME(pthread_spin_unlock(&lock), 0);
    }
    return arg;
}

static void *try_it(void *arg)
{
    *(int *)arg = pthread_spin_trylock(&lock);
    return NULL;
}

int main(void)
{
    SAME(pthread_spin_init(&lock, PTHREAD_PROCESS_PRIVATE), 0);
    pthread_t first, second;
    pthread_create(&first, NULL, adder, NULL);
    pthread_create(&second, NULL, adder, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    SAME(count, 6);

    SAME(pthread_spin_trylock(&lock), 0);
    int answer = -1;
    pthread_create(&first, NULL, try_it, &answer);
    pthread_join(first, NULL);
    SAME(answer, EBUSY);
    SAME(pthread_spin_unlock(&lock), 0);
    SAME(pthread_spin_destroy(&lock), 0);
    return 0;
}
