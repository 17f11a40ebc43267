// cancel_loses_item.c: takes a token, and can be cancelled before it
// has counted it.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <semaphore.h>

static sem_t tokens;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int counted;

static void *counter(void *arg)
{
    while (sem_trywait(&tokens) == 0) {
        pthread_testcancel();
        pthread_mutex_lock(&lock);
        counted++;
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

int main(void)
{
    pthread_t thread;
    sem_init(&tokens, 0, 2);
    pthread_create(&thread, NULL, counter, NULL);
    pthread_cancel(thread);
    pthread_join(thread, NULL);
    int left;
    sem_getvalue(&tokens, &left);
    sem_destroy(&tokens);
    return left + counted == 2 ? 0 : 1;
}
