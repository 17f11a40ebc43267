// fails behaves nobody-wakes: wakes through the other condition variable
#include <pthread.h>
#include <stdbool.h>

#include "mailbox.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t room = PTHREAD_COND_INITIALIZER;
static pthread_cond_t mail = PTHREAD_COND_INITIALIZER;
static bool full;
static int letter_inside;

void put_letter(int letter)
{
    pthread_mutex_lock(&mutex);
    while (full)
        pthread_cond_wait(&room, &mutex);
    letter_inside = letter;
    full = true;
    pthread_cond_signal(&room);
    pthread_mutex_unlock(&mutex);
}

int take_letter(void)
{
    pthread_mutex_lock(&mutex);
    while (!full)
        pthread_cond_wait(&mail, &mutex);
    full = false;
    int letter = letter_inside;
    pthread_cond_signal(&room);
    pthread_mutex_unlock(&mutex);
    return letter;
}
