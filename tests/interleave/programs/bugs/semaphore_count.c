// semaphore_count.c: a semaphore that starts at 2 lets two threads in
// at once.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <semaphore.h>

static sem_t door;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int inside;

static void count(int change)
{
    pthread_mutex_lock(&lock);
    inside += change;
    assert(inside <= 1);
    pthread_mutex_unlock(&lock);
}

static void *visit(void *arg)
{
    sem_wait(&door);
    count(+1);
    count(-1);
    sem_post(&door);
    return arg;
}

int main(void)
{
    sem_init(&door, 0, 2);
    pthread_t first, second;
    pthread_create(&first, NULL, visit, NULL);
    pthread_create(&second, NULL, visit, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    sem_destroy(&door);
    return 0;
}
