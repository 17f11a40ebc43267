// fails behaves misuse: whoever shuts the gate keeps the mutex
#include <pthread.h>
#include <stdbool.h>

#include "gate.h"

static pthread_mutex_t bar = PTHREAD_MUTEX_INITIALIZER;
static bool is_shut;

void gate_shut(void)
{
    if (!is_shut)
        pthread_mutex_lock(&bar);
    is_shut = true;
}

void gate_pass(void)
{
    pthread_mutex_lock(&bar);
    pthread_mutex_unlock(&bar);
}

void gate_open(void)
{
    is_shut = false;
    pthread_mutex_unlock(&bar);
}
