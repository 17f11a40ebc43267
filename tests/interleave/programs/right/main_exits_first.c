// main_exits_first.c: main ends by pthread_exit; the program ends with
// its last thread.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int left = 2;

static void *worker(void *arg)
{
    pthread_mutex_lock(&lock);
    int last = --left == 0;
    pthread_mutex_unlock(&lock);
    if (last)
        exit(0);
    return arg;
}

int main(void)
{
    for (int i = 0; i < 2; i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, worker, NULL);
        pthread_detach(thread);
    }
    pthread_exit(NULL);
}
