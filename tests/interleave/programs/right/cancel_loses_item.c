// cancel_loses_item.c: cannot be cancelled between taking a token and
// counting it.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <semaphore.h>

static sem_t tokens;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int counted;

static void *counter(void *arg)
{
    int state;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
    while (sem_trywait(&tokens) == 0) {
        pthread_mutex_lock(&lock);
        counted++;
        pthread_mutex_unlock(&lock);
        pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &state);
        pthread_testcancel();
        pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
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
