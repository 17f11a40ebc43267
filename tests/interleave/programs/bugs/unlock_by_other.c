// unlock_by_other.c: one thread locks a mutex, another unlocks it.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static bool opened;

static void *opener(void *arg)
{
    opened = true;
    pthread_mutex_unlock(&gate);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_mutex_lock(&gate);
    pthread_create(&thread, NULL, opener, NULL);
    pthread_join(thread, NULL);
    pthread_mutex_lock(&gate);
    assert(opened);
    return 0;
}
