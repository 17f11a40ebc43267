// fails idles polling: it looks each millisecond
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdbool.h>
#include <time.h>

#include "mailbox.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static bool full;
static int letter_inside;

static void a_moment(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

void put_letter(int letter)
{
    pthread_mutex_lock(&mutex);
    while (full) {
        pthread_mutex_unlock(&mutex);
        a_moment();
        pthread_mutex_lock(&mutex);
    }
    letter_inside = letter;
    full = true;
    pthread_mutex_unlock(&mutex);
}

int take_letter(void)
{
    pthread_mutex_lock(&mutex);
    while (!full) {
        pthread_mutex_unlock(&mutex);
        a_moment();
        pthread_mutex_lock(&mutex);
    }
    int letter = letter_inside;
    full = false;
    pthread_mutex_unlock(&mutex);
    return letter;
}
