// once_under_lock.c: calls pthread_once before it takes the lock.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int table;

static void initialise(void)
{
    pthread_mutex_lock(&lock);
    table = 42;
    pthread_mutex_unlock(&lock);
}

static void *careful(void *arg)
{
    pthread_once(&once, initialise);
    pthread_mutex_lock(&lock);
    assert(table == 42);
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *hasty(void *arg)
{
    pthread_once(&once, initialise);
    pthread_mutex_lock(&lock);
    assert(table == 42);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, careful, NULL);
    pthread_create(&second, NULL, hasty, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
