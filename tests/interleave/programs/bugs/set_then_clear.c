// set_then_clear.c: an event set and cleared at once leaves its waiter
// asleep.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static bool set;
static sem_t waiting;

static void *waiter(void *arg)
{
    pthread_mutex_lock(&lock);
    sem_post(&waiting);
    while (!set)
        pthread_cond_wait(&wake, &lock);
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *setter(void *arg)
{
    sem_wait(&waiting);
    pthread_mutex_lock(&lock);
    set = true;
    pthread_cond_broadcast(&wake);
    pthread_mutex_unlock(&lock);
    pthread_mutex_lock(&lock);
    set = false;
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    sem_init(&waiting, 0, 0);
    pthread_t first, second;
    pthread_create(&first, NULL, waiter, NULL);
    pthread_create(&second, NULL, setter, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    sem_destroy(&waiting);
    return 0;
}
