// forgotten_broadcast.c: wakes one of the two threads that wait for the
// gate to open.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static bool open_now;

static void *visitor(void *arg)
{
    pthread_mutex_lock(&lock);
    while (!open_now)
        pthread_cond_wait(&wake, &lock);
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *porter(void *arg)
{
    pthread_mutex_lock(&lock);
    open_now = true;
    pthread_cond_signal(&wake);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t first, second, third;
    pthread_create(&first, NULL, visitor, NULL);
    pthread_create(&second, NULL, visitor, NULL);
    pthread_create(&third, NULL, porter, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    pthread_join(third, NULL);
    return 0;
}
