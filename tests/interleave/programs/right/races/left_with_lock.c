// left_with_lock.c: a number of a thread that ends with the mutex: its
// heir, who has waited or not, reads it.
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <pthread.h>
#include <sched.h>

static pthread_mutex_t lock;
static int number;

static void *task(void *arg)
{
    pthread_mutex_lock(&lock);
    number = 1;
    return arg;
}

int main(void)
{
    pthread_mutexattr_t attr;
    pthread_t thread;
    int got = 0;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&lock, &attr);
    pthread_create(&thread, NULL, task, NULL);
    while (!got) {
        if (pthread_mutex_lock(&lock) == EOWNERDEAD) {
            got = number;
            pthread_mutex_consistent(&lock);
        }
        pthread_mutex_unlock(&lock);
        sched_yield();
    }
    pthread_join(thread, NULL);
    pthread_mutex_destroy(&lock);
    return got != 1;
}
