// rwlock_upgrade.c: lets go of the read lock, locks to write, and looks
// again.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int cached;

static void *reader(void *arg)
{
    pthread_rwlock_rdlock(&lock);
    if (cached == 0) {
        pthread_rwlock_unlock(&lock);
        pthread_rwlock_wrlock(&lock);
        if (cached == 0)
            cached = 42;
        pthread_rwlock_unlock(&lock);
        pthread_rwlock_rdlock(&lock);
    }
    assert(cached == 42);
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
    return 0;
}
