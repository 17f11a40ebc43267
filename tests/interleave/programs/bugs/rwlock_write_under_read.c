// rwlock_write_under_read.c: counts under the read lock, which two
// threads may hold.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <sched.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int readers;

static void *reader(void *arg)
{
    pthread_rwlock_rdlock(&lock);
    int seen = readers;
    sched_yield();
    readers = seen + 1;
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
    assert(readers == 2);
    return 0;
}
