// A doorbell. It looks under the mutex, and it changes under the mutex;
// and on some schedules the door is never opened.

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

#include "check.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t bell = PTHREAD_COND_INITIALIZER;
static bool rung;

static void *at_home(void *arg)
{
    pthread_mutex_lock(&mutex);
    bool ringing = rung;
    pthread_mutex_unlock(&mutex);

    if (!ringing) {
        pthread_mutex_lock(&mutex);
        pthread_cond_wait(&bell, &mutex);
        pthread_mutex_unlock(&mutex);
    }
    puts("The door is opened.");
    return arg;
}

int main(void)
{
    pthread_t thread;

    CHECK(pthread_create(&thread, NULL, at_home, NULL));

    pthread_mutex_lock(&mutex);
    rung = true;
    pthread_cond_broadcast(&bell);
    pthread_mutex_unlock(&mutex);

    pthread_join(thread, NULL);
}
