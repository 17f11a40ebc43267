// fails behaves never-woken: letter 0 stands for no letter
#include <pthread.h>

#include "mailbox.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int inside;

void put_letter(int letter)
{
    pthread_mutex_lock(&mutex);
    while (inside != 0)
        pthread_cond_wait(&changed, &mutex);
    inside = letter;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
}

int take_letter(void)
{
    pthread_mutex_lock(&mutex);
    while (inside == 0)
        pthread_cond_wait(&changed, &mutex);
    int letter = inside;
    inside = 0;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
    return letter;
}
