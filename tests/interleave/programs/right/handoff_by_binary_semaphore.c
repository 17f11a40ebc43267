// handoff_by_binary_semaphore.c: one thread takes a semaphore that
// another gives back.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <string.h>

static sem_t turn[2];
static char order[9];
static int length;

static void play(int me, char letter)
{
    for (int i = 0; i < 4; i++) {
        sem_wait(&turn[me]);
        order[length++] = letter;
        sem_post(&turn[1 - me]);
    }
}

static void *ping(void *arg)
{
    play(0, 'i');
    return arg;
}

static void *pong(void *arg)
{
    play(1, 'o');
    return arg;
}

int main(void)
{
    sem_init(&turn[0], 0, 1);
    sem_init(&turn[1], 0, 0);
    pthread_t first, second;
    pthread_create(&first, NULL, ping, NULL);
    pthread_create(&second, NULL, pong, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    sem_destroy(&turn[0]);
    sem_destroy(&turn[1]);
    assert(strcmp(order, "ioioioio") == 0);
    return 0;
}
