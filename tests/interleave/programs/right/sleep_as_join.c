// sleep_as_join.c: joins the worker instead of sleeping.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>

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
    pthread_join(thread, NULL);
    pthread_mutex_lock(&lock);
    assert(done);
    pthread_mutex_unlock(&lock);
    return 0;
}
