// crowd_torn_pair.c: among twelve writers, a reader sees whole changes
// only.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

enum { WRITERS = 12 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int low, high;

static void *writer(void *arg)
{
    pthread_mutex_lock(&lock);
    low++;
    high++;
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *reader(void *arg)
{
    pthread_mutex_lock(&lock);
    assert(low == high);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t writers[WRITERS], the_reader;
    for (int i = 0; i < WRITERS; i++)
        pthread_create(&writers[i], NULL, writer, NULL);
    pthread_create(&the_reader, NULL, reader, NULL);
    for (int i = 0; i < WRITERS; i++)
        pthread_join(writers[i], NULL);
    pthread_join(the_reader, NULL);
    return 0;
}
