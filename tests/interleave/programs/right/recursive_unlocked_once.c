// recursive_unlocked_once.c: unlocks a recursive mutex as often as it
// locked it.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock;
static int entries;

static void *visit(void *arg)
{
    pthread_mutex_lock(&lock);
    pthread_mutex_lock(&lock);
    entries++;
    pthread_mutex_unlock(&lock);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_mutexattr_t recursive;
    pthread_mutexattr_init(&recursive);
    pthread_mutexattr_settype(&recursive, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&lock, &recursive);
    pthread_mutexattr_destroy(&recursive);
    pthread_t first, second;
    pthread_create(&first, NULL, visit, NULL);
    pthread_create(&second, NULL, visit, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    pthread_mutex_destroy(&lock);
    assert(entries == 2);
    return 0;
}
