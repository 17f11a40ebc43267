// trylock_backoff.c: gives the first lock back when it does not get the
// second.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <sched.h>

static pthread_mutex_t left = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t right = PTHREAD_MUTEX_INITIALIZER;
static int both;

static void *polite(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&right);
        if (pthread_mutex_trylock(&left) == 0)
            break;
        pthread_mutex_unlock(&right);
        sched_yield();
    }
    both++;
    pthread_mutex_unlock(&left);
    pthread_mutex_unlock(&right);
    return arg;
}

static void *direct(void *arg)
{
    pthread_mutex_lock(&left);
    pthread_mutex_lock(&right);
    both++;
    pthread_mutex_unlock(&right);
    pthread_mutex_unlock(&left);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, polite, NULL);
    pthread_create(&second, NULL, direct, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(both == 2);
    return 0;
}
