// check_then_act.c: looks whether the seat is free and takes it at
// once.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int free_seats = 1;

static void *buyer(void *arg)
{
    pthread_mutex_lock(&lock);
    if (free_seats > 0)
        free_seats--;
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, buyer, NULL);
    pthread_create(&second, NULL, buyer, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(free_seats == 0);
    return 0;
}
