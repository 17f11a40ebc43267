// once_by_hand.c: lets pthread_once see to it that nobody comes too
// early.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_mutex_t table_lock = PTHREAD_MUTEX_INITIALIZER;
static int table;

static void initialise(void)
{
    pthread_mutex_lock(&table_lock);
    table = 42;
    pthread_mutex_unlock(&table_lock);
}

static void *user(void *arg)
{
    pthread_once(&once, initialise);
    pthread_mutex_lock(&table_lock);
    assert(table == 42);
    pthread_mutex_unlock(&table_lock);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, user, NULL);
    pthread_create(&second, NULL, user, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
