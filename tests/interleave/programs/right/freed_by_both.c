// freed_by_both.c: takes itself off and looks who is left under one
// lock.
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
