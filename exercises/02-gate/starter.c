#include <pthread.h>
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
    // TODO: sleep while the gate is shut.
}

void gate_open(void)
{
    pthread_mutex_lock(&mutex);
    open = true;
    // TODO: wake whoever waits.
    pthread_mutex_unlock(&mutex);
    (void)changed;
}
