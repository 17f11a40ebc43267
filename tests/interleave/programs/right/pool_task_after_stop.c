// pool_task_after_stop.c: the pool refuses a task once it has been
// stopped.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static bool stop;
static int given, finished;

static bool give(void)
{
    pthread_mutex_lock(&lock);
    bool accepted = !stop;
    given += accepted;
    pthread_cond_broadcast(&wake);
    pthread_mutex_unlock(&lock);
    return accepted;
}

static void *worker(void *arg)
{
    pthread_mutex_lock(&lock);
    while (!stop || finished < given) {
        if (finished < given) {
            finished++;
            pthread_cond_broadcast(&wake);
        } else {
            pthread_cond_wait(&wake, &lock);
        }
    }
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *client(void *arg)
{
    if (!give())
        return arg;
    pthread_mutex_lock(&lock);
    while (finished == 0)
        pthread_cond_wait(&wake, &lock);
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *stopper(void *arg)
{
    pthread_mutex_lock(&lock);
    stop = true;
    pthread_cond_broadcast(&wake);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t first, second, third;
    pthread_create(&first, NULL, worker, NULL);
    pthread_create(&second, NULL, client, NULL);
    pthread_create(&third, NULL, stopper, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    pthread_join(third, NULL);
    return 0;
}
