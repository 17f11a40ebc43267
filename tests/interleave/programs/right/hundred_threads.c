// hundred_threads.c: a hundred threads count under one lock.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

enum { COUNT = 100 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int count;

static void *add_one(void *arg)
{
    pthread_mutex_lock(&lock);
    count++;
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t threads[COUNT];
    for (int i = 0; i < COUNT; i++) {
        int failed = pthread_create(&threads[i], NULL, add_one, NULL);
        assert(!failed);
    }
    for (int i = 0; i < COUNT; i++)
        pthread_join(threads[i], NULL);
    assert(count == COUNT);
    return 0;
}
