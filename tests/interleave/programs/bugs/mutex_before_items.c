// mutex_before_items.c: the consumer takes the lock first, and waits
// for items with it.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <semaphore.h>

static sem_t lock, items;
static int stock;

static void *consumer(void *arg)
{
    sem_wait(&lock);
    sem_wait(&items);
    stock--;
    sem_post(&lock);
    return arg;
}

static void *producer(void *arg)
{
    sem_wait(&lock);
    stock++;
    sem_post(&lock);
    sem_post(&items);
    return arg;
}

int main(void)
{
    sem_init(&lock, 0, 1);
    sem_init(&items, 0, 0);
    pthread_t first, second;
    pthread_create(&first, NULL, consumer, NULL);
    pthread_create(&second, NULL, producer, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    sem_destroy(&lock);
    sem_destroy(&items);
    assert(stock == 0);
    return 0;
}
