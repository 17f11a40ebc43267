// fails behaves one-woken: it wakes eight runners, and no more
#include <pthread.h>
#include <stdbool.h>

#include "gate.h"

#define LANES 8

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool is_open;

void gate_shut(void)
{
    pthread_mutex_lock(&mutex);
    is_open = false;
    pthread_mutex_unlock(&mutex);
}

void gate_pass(void)
{
    pthread_mutex_lock(&mutex);
    while (!is_open)
        pthread_cond_wait(&changed, &mutex);
    pthread_mutex_unlock(&mutex);
}

void gate_open(void)
{
    pthread_mutex_lock(&mutex);
    is_open = true;
    for (int lane = 0; lane < LANES; lane++)
        pthread_cond_signal(&changed);
    pthread_mutex_unlock(&mutex);
}
