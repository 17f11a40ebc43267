// many_threads.c: three hundred threads at once, each with its value.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdint.h>

#include "semantics.h"

enum { COUNT = 300 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static int arrived;

// Nobody ends before all are there.
static void *task(void *arg)
{
    pthread_mutex_lock(&lock);
    arrived++;
    if (arrived == COUNT)
        pthread_cond_broadcast(&wake);
    while (arrived < COUNT)
        pthread_cond_wait(&wake, &lock);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t threads[COUNT];
    for (intptr_t i = 0; i < COUNT; i++)
        if (pthread_create(&threads[i], NULL, task, (void *)i) != 0)
            return 1;
    int wrong = 0;
    for (intptr_t i = 0; i < COUNT; i++) {
        void *result;
        wrong += pthread_join(threads[i], &result) != 0;
        wrong += result != (void *)i;
    }
    SAME(wrong, 0);
    SAME(arrived, COUNT);
    return 0;
}
