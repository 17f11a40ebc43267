// token_passed_wrongly.c: four threads add their number to a sum that
// each holds.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int sum;

static int read_sum(void)
{
    pthread_mutex_lock(&lock);
    int now = sum;
    pthread_mutex_unlock(&lock);
    return now;
}

static void write_sum(int value)
{
    pthread_mutex_lock(&lock);
    sum = value;
    pthread_mutex_unlock(&lock);
}

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static void *add_one(void *arg)
{
    pthread_mutex_lock(&turn);
    write_sum(read_sum() + 1);
    pthread_mutex_unlock(&turn);
    return arg;
}

int main(void)
{
    pthread_t first, second, third, fourth;
    pthread_create(&first, NULL, add_one, NULL);
    pthread_create(&second, NULL, add_one, NULL);
    pthread_create(&third, NULL, add_one, NULL);
    pthread_create(&fourth, NULL, add_one, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    pthread_join(third, NULL);
    pthread_join(fourth, NULL);
    assert(sum == 4);
    return 0;
}
