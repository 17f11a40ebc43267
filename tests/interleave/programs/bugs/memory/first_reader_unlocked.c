// first_reader_unlocked.c: counts readers without a lock, and two of them are first.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>

static pthread_mutex_t counting = PTHREAD_MUTEX_INITIALIZER;
static sem_t room;
static int readers, value;
static bool writing;

static void enter(void)
{
    if (++readers == 1)
        sem_wait(&room);
}

static void leave(void)
{
    if (--readers == 0)
        sem_post(&room);
}

static void *reader(void *arg)
{
    enter();
    assert(!writing);
    leave();
    return arg;
}

static void *writer(void *arg)
{
    sem_wait(&room);
    writing = true;
    value++;
    writing = false;
    sem_post(&room);
    return arg;
}

int main(void)
{
    pthread_t thread[3];
    sem_init(&room, 0, 1);
    pthread_create(&thread[0], NULL, writer, NULL);
    pthread_create(&thread[1], NULL, reader, NULL);
    pthread_create(&thread[2], NULL, reader, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(thread[i], NULL);
    pthread_mutex_destroy(&counting);
    sem_destroy(&room);
    return value - 1;
}
