// unlocked_path.c: both paths of the reader take the lock.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static int width = 3, height = 3, logged;

static void resize(int size)
{
    pthread_mutex_lock(&lock);
    width = size;
    pthread_mutex_lock(&log_lock);
    logged++;
    pthread_mutex_unlock(&log_lock);
    height = size;
    pthread_mutex_unlock(&lock);
}

static void *writer(void *arg)
{
    resize(5);
    resize(7);
    return arg;
}

static void *reader(void *arg)
{
    pthread_mutex_lock(&log_lock);
    bool quick = logged > 0;
    pthread_mutex_unlock(&log_lock);
    pthread_mutex_lock(&lock);
    assert(width == height);
    assert(!quick || width > 3);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, writer, NULL);
    pthread_create(&second, NULL, reader, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
