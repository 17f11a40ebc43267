// fails behaves made-twice: makes its mutex and condition variable anew
// whenever it is shut, and destroys them never.
#include <pthread.h>
#include <stdbool.h>

#include "check.h"
#include "gate.h"

static pthread_mutex_t mutex;
static pthread_cond_t changed;
static bool open;

void gate_shut(void)
{
    CHECK(pthread_mutex_init(&mutex, NULL));
    CHECK(pthread_cond_init(&changed, NULL));
    open = false;
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
    open = true;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
}
