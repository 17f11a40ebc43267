// fails behaves one-woken: it wakes one, perhaps one who waits for the other thing.
#include <pthread.h>
#include <stdbool.h>

#include "mailbox.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool full;
static int letter_inside;

void put_letter(int letter)
{
    pthread_mutex_lock(&mutex);
    while (full)
        pthread_cond_wait(&changed, &mutex);
    letter_inside = letter;
    full = true;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&mutex);
}

int take_letter(void)
{
    pthread_mutex_lock(&mutex);
    while (!full)
        pthread_cond_wait(&changed, &mutex);
    int letter = letter_inside;
    full = false;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&mutex);
    return letter;
}
