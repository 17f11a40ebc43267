// fails behaves no-room: there is room for eight letters
#include <pthread.h>

#include "mailbox.h"

#define ROOM 8

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int letters[ROOM];
static unsigned first;
static unsigned count;

void put_letter(int letter)
{
    pthread_mutex_lock(&mutex);
    while (count == ROOM)
        pthread_cond_wait(&changed, &mutex);
    letters[(first + count++) % ROOM] = letter;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
}

int take_letter(void)
{
    pthread_mutex_lock(&mutex);
    while (count == 0)
        pthread_cond_wait(&changed, &mutex);
    int letter = letters[first];
    first = (first + 1) % ROOM;
    count--;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
    return letter;
}
