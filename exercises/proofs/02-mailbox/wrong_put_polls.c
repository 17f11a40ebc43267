// fails idles polling: only those who take are woken.
#define _DEFAULT_SOURCE

#include <pthread.h>
#include <stdbool.h>
#include <unistd.h>

#include "mailbox.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool full;
static int inside;

void put_letter(int letter)
{
    pthread_mutex_lock(&mutex);
    while (full) {
        pthread_mutex_unlock(&mutex);
        usleep(1000);
        pthread_mutex_lock(&mutex);
    }
    inside = letter;
    full = true;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
}

int take_letter(void)
{
    pthread_mutex_lock(&mutex);
    while (!full)
        pthread_cond_wait(&changed, &mutex);
    int letter = inside;
    full = false;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
    return letter;
}
