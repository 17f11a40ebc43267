// fails behaves open-waits: the gate opens only once somebody waits.
#include <pthread.h>
#include <stdbool.h>

#include "gate.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_cond_t came = PTHREAD_COND_INITIALIZER;
static int waiting;
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
    waiting++;
    pthread_cond_signal(&came);
    while (!open)
        pthread_cond_wait(&changed, &mutex);
    waiting--;
    pthread_mutex_unlock(&mutex);
}

void gate_open(void)
{
    pthread_mutex_lock(&mutex);
    while (waiting == 0)
        pthread_cond_wait(&came, &mutex);
    open = true;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
}
