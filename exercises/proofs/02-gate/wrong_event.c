// fails allowed event_init: it uses the book's event.
#include <pthread.h>
#include <stdbool.h>

#include "event.h"
#include "gate.h"

static struct event opened;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool open;

void gate_shut(void)
{
    pthread_mutex_lock(&mutex);
    open = false;
    event_init(&opened);
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
    open = true;
    pthread_cond_broadcast(&changed);
    event_set(&opened);
    pthread_mutex_unlock(&mutex);
}
