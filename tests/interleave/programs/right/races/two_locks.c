// two_locks.c: both threads take the lock that belongs to the sum.
#include <pthread.h>

static pthread_mutex_t of_sum = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t of_log = PTHREAD_MUTEX_INITIALIZER;
static int sum;

static void *adder(void *arg)
{
    pthread_mutex_lock(&of_sum);
    sum += 1;
    pthread_mutex_unlock(&of_sum);
    return arg;
}

static void *logger(void *arg)
{
    pthread_mutex_lock(&of_sum);
    pthread_mutex_lock(&of_log);
    sum += 2;
    pthread_mutex_unlock(&of_log);
    pthread_mutex_unlock(&of_sum);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, adder, NULL);
    pthread_create(&second, NULL, logger, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return sum != 3;
}
