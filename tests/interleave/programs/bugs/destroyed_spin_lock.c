// destroyed_spin_lock.c: destroys a spin lock that the thread may still
// use.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>

static pthread_spinlock_t lock;

static void *worker(void *arg)
{
    pthread_spin_lock(&lock);
    pthread_spin_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_spin_init(&lock, PTHREAD_PROCESS_PRIVATE);
    pthread_create(&thread, NULL, worker, NULL);
    pthread_spin_destroy(&lock);
    pthread_join(thread, NULL);
    return 0;
}
