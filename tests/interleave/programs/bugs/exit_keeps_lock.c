// exit_keeps_lock.c: ends by pthread_exit with the lock held when there
// is no work.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int work;

static void *worker(void *arg)
{
    pthread_mutex_lock(&lock);
    if (work == 0) {
        pthread_exit(NULL);
    }
    work--;
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *giver(void *arg)
{
    pthread_mutex_lock(&lock);
    work++;
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, giver, NULL);
    pthread_create(&second, NULL, worker, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
