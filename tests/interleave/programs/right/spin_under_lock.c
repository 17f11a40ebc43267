// spin_under_lock.c: asks in a loop, under the mutex of who will answer.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool set;
static sem_t asked;

static bool is_set(void)
{
    pthread_mutex_lock(&lock);
    bool was_set = set;
    pthread_mutex_unlock(&lock);
    return was_set;
}

// Two steps a round, if accesses to memory are none: in one of the two
// answers it holds the mutex whenever its turn is over.
static void *asker(void *arg)
{
    if (arg)
        sem_post(&asked);
    while (!is_set())
        ;
    return NULL;
}

static void answer(void *arg)
{
    pthread_t thread;
    set = false;
    pthread_create(&thread, NULL, asker, arg);
    pthread_mutex_lock(&lock);
    set = true;
    pthread_mutex_unlock(&lock);
    pthread_join(thread, NULL);
}

int main(void)
{
    sem_init(&asked, 0, 0);
    answer(NULL);
    answer(&asked);
    return 0;
}
