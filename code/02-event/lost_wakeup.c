// From chapter 2, chapters/02-event.md; edit it there.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

#include "check.h"

static atomic_bool is_set;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void *task(void *arg)
{
    if (!atomic_load(&is_set)) {
        pthread_mutex_lock(&mutex);
        pthread_cond_wait(&changed, &mutex);
        pthread_mutex_unlock(&mutex);
    }
    puts("The task goes on.");
    return arg;
}

int main(void)
{
    pthread_t thread;

    CHECK(pthread_create(&thread, NULL, task, NULL));
    atomic_store(&is_set, true);
    pthread_cond_broadcast(&changed);
    pthread_join(thread, NULL);
}
