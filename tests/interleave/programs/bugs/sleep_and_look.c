// sleep_and_look.c: sleeps and looks for a stop that the worker itself
// has erased.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdbool.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool stop;

static bool is_stopped(void)
{
    pthread_mutex_lock(&lock);
    bool answer = stop;
    pthread_mutex_unlock(&lock);
    return answer;
}

static void *worker(void *arg)
{
    pthread_mutex_lock(&lock);
    stop = false;
    pthread_mutex_unlock(&lock);
    while (!is_stopped()) {
        struct timespec nap = {0, 1000000};
        nanosleep(&nap, NULL);
    }
    return arg;
}

static void *stopper(void *arg)
{
    pthread_mutex_lock(&lock);
    stop = true;
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, worker, NULL);
    pthread_create(&second, NULL, stopper, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
