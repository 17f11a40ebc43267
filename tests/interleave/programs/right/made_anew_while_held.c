// made_anew_while_held.c: main initialises the mutex for both threads.
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
    pthread_t first, second;
    pthread_mutex_init(&lock, NULL);
    pthread_create(&first, NULL, worker, NULL);
    pthread_create(&second, NULL, worker, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    pthread_mutex_destroy(&lock);
    return count == 2 ? 0 : 1;
}
