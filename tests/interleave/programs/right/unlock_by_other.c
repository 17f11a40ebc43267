// unlock_by_other.c: one thread waits at a semaphore, another posts to
// let it go on.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>

static sem_t gate;
static bool opened;

static void *opener(void *arg)
{
    opened = true;
    sem_post(&gate);
    return arg;
}

int main(void)
{
    pthread_t thread;
    sem_init(&gate, 0, 0);
    pthread_create(&thread, NULL, opener, NULL);
    sem_wait(&gate);
    assert(opened);
    pthread_join(thread, NULL);
    sem_destroy(&gate);
    return 0;
}
