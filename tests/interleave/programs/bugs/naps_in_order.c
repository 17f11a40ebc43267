// naps_in_order.c: a shorter nap is taken to end before a longer one.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int place, second_place;

static void run(long milliseconds, int *finish)
{
    struct timespec nap = {0, milliseconds * 1000000};
    nanosleep(&nap, NULL);
    pthread_mutex_lock(&lock);
    *finish = ++place;
    pthread_mutex_unlock(&lock);
}

static void *hare(void *arg)
{
    int mine;
    run(10, &mine);
    return arg;
}

static void *tortoise(void *arg)
{
    run(30, &second_place);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, hare, NULL);
    pthread_create(&second, NULL, tortoise, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(second_place == 2);
    return 0;
}
