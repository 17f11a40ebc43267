// sleep_as_join.c: sleeps "long enough" for the worker to be done.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool done;

static void *worker(void *arg)
{
    pthread_mutex_lock(&lock);
    done = true;
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, worker, NULL);
    struct timespec long_enough = {0, 50000000};
    nanosleep(&long_enough, NULL);
    pthread_mutex_lock(&lock);
    assert(done);
    pthread_mutex_unlock(&lock);
    pthread_join(thread, NULL);
    return 0;
}
