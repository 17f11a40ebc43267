// lock_order_three.c: three threads each want two locks, always the
// lower one first.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static pthread_mutex_t locks[3] = {
    PTHREAD_MUTEX_INITIALIZER,
    PTHREAD_MUTEX_INITIALIZER,
    PTHREAD_MUTEX_INITIALIZER,
};
static int moves;
static int numbers[3] = {0, 1, 2};

static void *move(void *arg)
{
    int from = *(int *)arg, to = (from + 1) % 3;
    pthread_mutex_lock(&locks[from < to ? from : to]);
    pthread_mutex_lock(&locks[from < to ? to : from]);
    moves += from == 0;
    pthread_mutex_unlock(&locks[to]);
    pthread_mutex_unlock(&locks[from]);
    return NULL;
}

int main(void)
{
    pthread_t threads[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, move, &numbers[i]);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    assert(moves == 1);
    return 0;
}
