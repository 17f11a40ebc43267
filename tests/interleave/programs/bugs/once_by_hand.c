// once_by_hand.c: says "initialised" before it is; the second thread
// believes it.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t table_lock = PTHREAD_MUTEX_INITIALIZER;
static bool initialised;
static int table;

static void initialise(void)
{
    pthread_mutex_lock(&table_lock);
    table = 42;
    pthread_mutex_unlock(&table_lock);
}

static void *user(void *arg)
{
    pthread_mutex_lock(&lock);
    bool mine = !initialised;
    initialised = true;
    pthread_mutex_unlock(&lock);
    if (mine)
        initialise();
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
