// semaphores_without_mutex.c: a buffer with two semaphores, and a mutex for its writers.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <semaphore.h>

static int buffer[3], end;
static sem_t room, items;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *writer(void *arg)
{
    sem_wait(&room);
    pthread_mutex_lock(&lock);
    buffer[end] = 1;
    end++;
    pthread_mutex_unlock(&lock);
    sem_post(&items);
    return arg;
}

int main(void)
{
    pthread_t thread[2];
    sem_init(&room, 0, 3);
    sem_init(&items, 0, 0);
    for (int i = 0; i < 2; i++)
        pthread_create(&thread[i], NULL, writer, NULL);
    for (int i = 0; i < 2; i++)
        sem_wait(&items);
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    assert(end == 2 && buffer[0] + buffer[1] == 2);
    pthread_mutex_destroy(&lock);
    return 0;
}
