// woken_but_locked.c: main wakes the worker, and keeps the mutex that the
// worker needs to go on.
#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool ready, waits;

static void *worker(void *arg)
{
    pthread_mutex_lock(&mutex);
    waits = true;
    pthread_cond_signal(&changed);
    while (!ready)
        pthread_cond_wait(&changed, &mutex);
    pthread_mutex_unlock(&mutex);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, 0, worker, 0);
    pthread_mutex_lock(&mutex);
    while (!waits)
        pthread_cond_wait(&changed, &mutex);
    ready = true;
    pthread_cond_signal(&changed);
    return pthread_join(thread, 0);
}
