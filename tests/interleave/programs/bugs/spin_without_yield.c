// spin_without_yield.c: spins, with no call at all, on a flag that
// nobody sets.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

static atomic_bool set;
static sem_t started;

static void *spinner(void *arg)
{
    sem_post(&started);
    while (!atomic_load(&set))
        continue;
    return arg;
}

int main(void)
{
    pthread_t thread;
    sem_init(&started, 0, 0);
    pthread_create(&thread, NULL, spinner, NULL);
    sem_wait(&started);
    pthread_join(thread, NULL);
    sem_destroy(&started);
    return 0;
}
