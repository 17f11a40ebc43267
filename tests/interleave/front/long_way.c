// long_way.c: two threads take 30,000 steps each and end.
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *task(void *arg)
{
    for (int i = 0; i < 15000; i++) {
        pthread_mutex_lock(&lock);
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, task, NULL);
    task(NULL);
    pthread_join(thread, NULL);
    return 0;
}
