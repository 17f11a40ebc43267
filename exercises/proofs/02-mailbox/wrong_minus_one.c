// fails behaves never-woken: the letter -1 is taken for none
#include <pthread.h>

#include "mailbox.h"

#define NO_LETTER (-1)

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int inside = NO_LETTER;

void put_letter(int letter)
{
    pthread_mutex_lock(&mutex);
    while (inside != NO_LETTER)
        pthread_cond_wait(&changed, &mutex);
    inside = letter;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
}

int take_letter(void)
{
    pthread_mutex_lock(&mutex);
    while (inside == NO_LETTER)
        pthread_cond_wait(&changed, &mutex);
    int letter = inside;
    inside = NO_LETTER;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
    return letter;
}
