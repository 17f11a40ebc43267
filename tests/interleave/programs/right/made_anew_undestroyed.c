// made_anew_undestroyed.c: initialises a mutex each round, and destroys it.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>

static pthread_mutex_t lock;
static int count;

static void *worker(void *arg)
{
    pthread_mutex_lock(arg);
    count++;
    pthread_mutex_unlock(arg);
    return NULL;
}

static void run(pthread_mutex_t *mutex)
{
    pthread_t thread;
    pthread_create(&thread, NULL, worker, mutex);
    pthread_join(thread, NULL);
}

// Nobody destroys this one: it may be another's memory in the next round.
static void run_on_stack(void)
{
    pthread_mutex_t mutex;
    pthread_mutex_init(&mutex, NULL);
    run(&mutex);
}

int main(void)
{
    for (int round = 0; round < 2; round++) {
        pthread_mutex_init(&lock, NULL);
        run(&lock);
        pthread_mutex_destroy(&lock);
        run_on_stack();
    }
    return count == 4 ? 0 : 1;
}
