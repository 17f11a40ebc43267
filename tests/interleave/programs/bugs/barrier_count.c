// barrier_count.c: the barrier expects a thread that sometimes leaves
// before.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdbool.h>

static pthread_barrier_t barrier;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int jobs = 2;

static void *worker(void *arg)
{
    pthread_mutex_lock(&lock);
    bool got_one = jobs > 0;
    if (got_one)
        jobs--;
    pthread_mutex_unlock(&lock);
    if (got_one)
        pthread_barrier_wait(&barrier);
    return arg;
}

int main(void)
{
    pthread_barrier_init(&barrier, NULL, 3);
    pthread_t first, second, third;
    pthread_create(&first, NULL, worker, NULL);
    pthread_create(&second, NULL, worker, NULL);
    pthread_create(&third, NULL, worker, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    pthread_join(third, NULL);
    pthread_barrier_destroy(&barrier);
    return 0;
}
