// error_path_keeps_lock.c: returns with the lock held when the queue is
// full.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int length, refused;

static bool put(void)
{
    pthread_mutex_lock(&lock);
    if (length == 1) {
        refused++;
        return false;
    }
    length++;
    pthread_mutex_unlock(&lock);
    return true;
}

static void get(void)
{
    pthread_mutex_lock(&lock);
    if (length > 0)
        length--;
    pthread_mutex_unlock(&lock);
}

static void *producer(void *arg)
{
    put();
    put();
    return arg;
}

static void *consumer(void *arg)
{
    get();
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, producer, NULL);
    pthread_create(&second, NULL, consumer, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(refused <= 1);
    return 0;
}
