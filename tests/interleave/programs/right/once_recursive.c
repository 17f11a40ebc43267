// once_recursive.c: the function of a pthread_once calls another one.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_once_t other_once = PTHREAD_ONCE_INIT;
static int calls;

static void initialise(void);

static void get_ready(void)
{
    pthread_once(&once, initialise);
}

static void initialise_other(void)
{
    calls++;
}

static void initialise(void)
{
    calls++;
    pthread_once(&other_once, initialise_other);
}

static void *user(void *arg)
{
    get_ready();
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, user, NULL);
    pthread_create(&second, NULL, user, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(calls == 2);
    return 0;
}
