// cancel_in_wait.c: is cancelled in a condition wait; a cleanup handler
// unlocks.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static bool ready;

static void unlock(void *arg)
{
    pthread_mutex_unlock(arg);
}

static void *waiter(void *arg)
{
    pthread_mutex_lock(&lock);
    pthread_cleanup_push(unlock, &lock);
    while (!ready)
        pthread_cond_wait(&wake, &lock);
    pthread_cleanup_pop(0);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, waiter, NULL);
    pthread_cancel(thread);
    pthread_join(thread, NULL);
    pthread_mutex_lock(&lock);
    ready = true;
    pthread_mutex_unlock(&lock);
    return 0;
}
