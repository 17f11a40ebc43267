// Takes two mutexes in both orders, at times that never meet: nobody is in
// gate_pass() while the gate is shut.
#include <pthread.h>
#include <stdbool.h>

#include "gate.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t opened = PTHREAD_COND_INITIALIZER;
static bool is_open; // guarded by mutex

static pthread_mutex_t count_mutex = PTHREAD_MUTEX_INITIALIZER;
static int passed; // guarded by count_mutex

void gate_shut(void)
{
    pthread_mutex_lock(&mutex);
    pthread_mutex_lock(&count_mutex);
    is_open = false;
    passed = 0;
    pthread_mutex_unlock(&count_mutex);
    pthread_mutex_unlock(&mutex);
}

void gate_pass(void)
{
    pthread_mutex_lock(&mutex);
    while (!is_open)
        pthread_cond_wait(&opened, &mutex);
    pthread_mutex_unlock(&mutex);

    pthread_mutex_lock(&count_mutex);
    pthread_mutex_lock(&mutex);
    passed += is_open;
    pthread_mutex_unlock(&mutex);
    pthread_mutex_unlock(&count_mutex);
}

void gate_open(void)
{
    pthread_mutex_lock(&mutex);
    is_open = true;
    pthread_cond_broadcast(&opened);
    pthread_mutex_unlock(&mutex);
}
