// fails behaves deadlock: who finds a letter keeps the mutex
#include <pthread.h>
#include <stdatomic.h>
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
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
}

static int open_box(void)
{
    int letter = letter_inside;

    full = false;
    pthread_cond_broadcast(&changed);
    return letter;
}

int take_letter(void)
{
    pthread_mutex_lock(&mutex);
    if (full)
        return open_box();
    while (!full)
        pthread_cond_wait(&changed, &mutex);
    int letter = open_box();
    pthread_mutex_unlock(&mutex);
    return letter;
}
