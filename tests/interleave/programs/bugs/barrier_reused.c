// barrier_reused.c: a hand-made barrier counts threads of the next
// round in this.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>

enum { COUNT = 2, ROUNDS = 2 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static int arrived, left;

static void meet(void)
{
    pthread_mutex_lock(&lock);
    arrived++;
    if (arrived == COUNT)
        pthread_cond_broadcast(&wake);
    while (arrived < COUNT)
        pthread_cond_wait(&wake, &lock);
    left++;
    if (left == COUNT) {
        arrived = 0;
        left = 0;
    }
    pthread_mutex_unlock(&lock);
}

static void *worker(void *arg)
{
    for (int i = 0; i < ROUNDS; i++)
        meet();
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, worker, NULL);
    pthread_create(&second, NULL, worker, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
