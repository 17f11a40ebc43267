// fails idles polling: both ask, so often that a run is cut off.
#define _DEFAULT_SOURCE

#include <pthread.h>
#include <stdbool.h>
#include <unistd.h>

#include "mailbox.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static bool full;
static int inside;

void put_letter(int letter)
{
    pthread_mutex_lock(&mutex);
    while (full) {
        pthread_mutex_unlock(&mutex);
        usleep(100);
        pthread_mutex_lock(&mutex);
    }
    inside = letter;
    full = true;
    pthread_mutex_unlock(&mutex);
}

int take_letter(void)
{
    pthread_mutex_lock(&mutex);
    while (!full) {
        pthread_mutex_unlock(&mutex);
        usleep(100);
        pthread_mutex_lock(&mutex);
    }
    int letter = inside;
    full = false;
    pthread_mutex_unlock(&mutex);
    return letter;
}
