// rwlock_filled_twice.c: decides again under the write lock.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int fills;

static void *reader(void *arg)
{
    pthread_rwlock_rdlock(&lock);
    bool missing = fills == 0;
    pthread_rwlock_unlock(&lock);
    if (!missing)
        return arg;
    pthread_rwlock_wrlock(&lock);
    if (fills == 0)
        fills++;
    pthread_rwlock_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, reader, NULL);
    pthread_create(&second, NULL, reader, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(fills == 1);
    return 0;
}
