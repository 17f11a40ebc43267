// destroyed_condition.c: destroys a condition variable that the thread
// may still use.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t done;

static void *worker(void *arg)
{
    pthread_mutex_lock(&mutex);
    pthread_cond_signal(&done);
    pthread_mutex_unlock(&mutex);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_cond_init(&done, NULL);
    pthread_create(&thread, NULL, worker, NULL);
    pthread_cond_destroy(&done);
    pthread_join(thread, NULL);
    return 0;
}
