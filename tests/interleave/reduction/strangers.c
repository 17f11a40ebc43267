// strangers.c: threads that have nothing to do with each other. In whatever
// order they run, it comes to the same.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>

enum { THREADS = 3, ROUNDS = 5 };

static pthread_mutex_t lock[THREADS] = {PTHREAD_MUTEX_INITIALIZER,
                                        PTHREAD_MUTEX_INITIALIZER,
                                        PTHREAD_MUTEX_INITIALIZER};

static void *run(void *arg)
{
    for (int i = 0; i < ROUNDS; i++) {
        pthread_mutex_lock(arg);
        pthread_mutex_unlock(arg);
    }
    return NULL;
}

int main(void)
{
    pthread_t thread[THREADS];
    for (int i = 0; i < THREADS; i++)
        pthread_create(&thread[i], NULL, run, &lock[i]);
    for (int i = 0; i < THREADS; i++)
        pthread_join(thread[i], NULL);
    return 0;
}
