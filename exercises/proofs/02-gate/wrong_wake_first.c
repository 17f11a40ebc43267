// fails orders slept-again: wakes first, and opens then
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "gate.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool open;

void gate_shut(void)
{
    pthread_mutex_lock(&mutex);
    open = false;
    pthread_mutex_unlock(&mutex);
}

void gate_pass(void)
{
    pthread_mutex_lock(&mutex);
    while (!open)
        pthread_cond_wait(&changed, &mutex);
    pthread_mutex_unlock(&mutex);
}

void gate_open(void)
{
    pthread_mutex_lock(&mutex);
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);

    pthread_mutex_lock(&mutex);
    open = true;
    pthread_mutex_unlock(&mutex);
}
