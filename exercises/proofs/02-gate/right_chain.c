// A signal outside the lock, passed on by each who was woken.
#include <pthread.h>
#include <stdbool.h>

#include "gate.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool is_open;

static void put(bool value)
{
    pthread_mutex_lock(&mutex);
    is_open = value;
    pthread_mutex_unlock(&mutex);
}

void gate_shut(void)
{
    put(false);
}

void gate_pass(void)
{
    pthread_mutex_lock(&mutex);
    while (!is_open)
        pthread_cond_wait(&changed, &mutex);
    pthread_mutex_unlock(&mutex);
    pthread_cond_signal(&changed);
}

void gate_open(void)
{
    put(true);
    pthread_cond_signal(&changed);
}
