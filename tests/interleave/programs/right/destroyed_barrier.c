// destroyed_barrier.c: destroys a barrier after the join.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>

static pthread_barrier_t barrier;

static void *worker(void *arg)
{
    pthread_barrier_wait(&barrier);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_barrier_init(&barrier, NULL, 1);
    pthread_create(&thread, NULL, worker, NULL);
    pthread_join(thread, NULL);
    pthread_barrier_destroy(&barrier);
    return 0;
}
