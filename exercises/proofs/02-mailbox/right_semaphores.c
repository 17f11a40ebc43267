// Two semaphores: one counts letters, one counts room.
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>

#include "mailbox.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static sem_t room, letters;
static int inside;

static void make(void)
{
    sem_init(&room, 0, 1);
    sem_init(&letters, 0, 0);
}

static void down(sem_t *semaphore)
{
    while (sem_wait(semaphore) == -1 && errno == EINTR)
        continue;
}

void put_letter(int letter)
{
    pthread_once(&once, make);
    down(&room);
    inside = letter;
    sem_post(&letters);
}

int take_letter(void)
{
    pthread_once(&once, make);
    down(&letters);
    int letter = inside;
    sem_post(&room);
    return letter;
}
