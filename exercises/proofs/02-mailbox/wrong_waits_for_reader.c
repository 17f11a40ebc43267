// fails behaves put-late: a put returns only when somebody has taken it.
#include <pthread.h>
#include <stdbool.h>

#include "mailbox.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool full;
static int inside;

void put_letter(int letter)
{
    pthread_mutex_lock(&mutex);
    while (full)
        pthread_cond_wait(&changed, &mutex);
    inside = letter;
    full = true;
    pthread_cond_broadcast(&changed);
    while (full)
        pthread_cond_wait(&changed, &mutex);
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
