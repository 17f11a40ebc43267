// lock_order.c: two threads take the same two locks in opposite order.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static pthread_mutex_t left = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t right = PTHREAD_MUTEX_INITIALIZER;
static int both;

static void *forwards(void *arg)
{
    pthread_mutex_lock(&left);
    pthread_mutex_lock(&right);
    both++;
    pthread_mutex_unlock(&right);
    pthread_mutex_unlock(&left);
    return arg;
}

static void *backwards(void *arg)
{
    pthread_mutex_lock(&right);
    pthread_mutex_lock(&left);
    both++;
    pthread_mutex_unlock(&left);
    pthread_mutex_unlock(&right);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, forwards, NULL);
    pthread_create(&second, NULL, backwards, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(both == 2);
    return 0;
}
