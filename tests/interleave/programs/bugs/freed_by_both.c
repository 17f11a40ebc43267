// freed_by_both.c: both threads see that they are the last, and both
// free.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int users = 2;
static int *shared;

static int leave(void)
{
    pthread_mutex_lock(&lock);
    users--;
    pthread_mutex_unlock(&lock);
    pthread_mutex_lock(&lock);
    int left = users;
    pthread_mutex_unlock(&lock);
    return left;
}

static void *user(void *arg)
{
    if (leave() == 0)
        free(shared);
    return arg;
}

int main(void)
{
    shared = malloc(sizeof *shared);
    assert(shared != NULL);
    pthread_t first, second;
    pthread_create(&first, NULL, user, NULL);
    pthread_create(&second, NULL, user, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
