// once.c: runs once, and whoever comes meanwhile waits till it is done.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <sched.h>

#include "semantics.h"

enum { COUNT = 5 };

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int begun, done;

static void initialise(void)
{
    begun++;
    sched_yield();
    done++;
}

static void *user(void *arg)
{
    SAME(pthread_once(&once, initialise), 0);
    SAME(begun, 1);
    SAME(done, 1);
    return arg;
}

// A thread that is cancelled inside leaves it to be done by another.
static pthread_once_t second = PTHREAD_ONCE_INIT;
static int tries;

static void initialise_second(void)
{
    if (++tries == 1)
        for (;;)
            pthread_testcancel();
}

static void *second_user(void *arg)
{
    pthread_once(&second, initialise_second);
    return arg;
}

int main(void)
{
    pthread_t threads[COUNT];
    for (int i = 0; i < COUNT; i++)
        pthread_create(&threads[i], NULL, user, NULL);
    for (int i = 0; i < COUNT; i++)
        pthread_join(threads[i], NULL);

    pthread_create(&threads[0], NULL, second_user, NULL);
    pthread_cancel(threads[0]);
    void *result;
    pthread_join(threads[0], &result);
    SAME(result == PTHREAD_CANCELED, 1);
    SAME(pthread_once(&second, initialise_second), 0);
    SAME(tries, 2);
    return 0;
}
