#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "mailbox.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static atomic_bool full;
static atomic_int letter_inside;

void put_letter(int letter)
{
    if (full) {
        pthread_mutex_lock(&mutex);
        pthread_cond_wait(&changed, &mutex);
        pthread_mutex_unlock(&mutex);
    }
    letter_inside = letter;
    full = true;
    pthread_cond_broadcast(&changed);
}

int take_letter(void)
{
    if (!full) {
        pthread_mutex_lock(&mutex);
        pthread_cond_wait(&changed, &mutex);
        pthread_mutex_unlock(&mutex);
    }
    full = false;
    int letter = letter_inside;
    pthread_cond_broadcast(&changed);
    return letter;
}
