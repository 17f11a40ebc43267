// made_anew_undestroyed.c: initialises a mutex each round, destroys it never.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>

static pthread_mutex_t lock;
static int count;

static void *worker(void *arg)
{
    pthread_mutex_lock(&lock);
    count++;
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    for (int round = 0; round < 2; round++) {
        pthread_t thread;
        pthread_mutex_init(&lock, NULL);
        pthread_create(&thread, NULL, worker, NULL);
        pthread_join(thread, NULL);
    }
    return count == 2 ? 0 : 1;
}
