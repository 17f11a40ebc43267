// fails behaves nobody-wakes: of two in one struct it wakes through the wrong one
#include <pthread.h>
#include <stdbool.h>

#include "mailbox.h"

static struct {
    pthread_mutex_t mutex;
    pthread_cond_t came, went;
    bool is_full;
    int letter;
} box = {.mutex = PTHREAD_MUTEX_INITIALIZER,
         .came = PTHREAD_COND_INITIALIZER,
         .went = PTHREAD_COND_INITIALIZER};

void put_letter(int letter)
{
    pthread_mutex_lock(&box.mutex);
    while (box.is_full)
        pthread_cond_wait(&box.went, &box.mutex);
    box.letter = letter;
    box.is_full = true;
    pthread_cond_broadcast(&box.went);
    pthread_mutex_unlock(&box.mutex);
}

int take_letter(void)
{
    pthread_mutex_lock(&box.mutex);
    while (!box.is_full)
        pthread_cond_wait(&box.came, &box.mutex);
    int letter = box.letter;
    box.is_full = false;
    pthread_cond_broadcast(&box.went);
    pthread_mutex_unlock(&box.mutex);
    return letter;
}
