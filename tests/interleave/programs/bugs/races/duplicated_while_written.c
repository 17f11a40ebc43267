// duplicated_while_written.c: says that it has begun, then copies the name.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>

static char name[16] = "photos";
static char *copy;
static sem_t begun;

static void *worker(void *arg)
{
    sem_post(&begun);
    copy = strdup(name);
    return arg;
}

int main(void)
{
    pthread_t thread;
    sem_init(&begun, 0, 0);
    pthread_create(&thread, NULL, worker, NULL);
    sem_wait(&begun);
    name[0] = 'P';
    pthread_join(thread, NULL);
    free(copy);
    sem_destroy(&begun);
    return 0;
}
