// promise_kept_twice.c: of two threads, one keeps the promise.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool kept;
static int times;

static bool is_kept(void)
{
    pthread_mutex_lock(&lock);
    bool is = kept;
    pthread_mutex_unlock(&lock);
    return is;
}

static void keep(void)
{
    pthread_mutex_lock(&lock);
    times += !kept;
    kept = true;
    pthread_mutex_unlock(&lock);
}

static void *race(void *arg)
{
    keep();
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, race, NULL);
    pthread_create(&second, NULL, race, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(is_kept() && times == 1);
    return 0;
}
