// handle_before_create_returns.c: the thread uses the handle that main
// has not yet written.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>

static pthread_t handle;
static sem_t named;
static bool same;

static void *worker(void *arg)
{
    same = pthread_equal(handle, pthread_self());
    sem_post(&named);
    return arg;
}

int main(void)
{
    pthread_t thread;
    sem_init(&named, 0, 0);
    pthread_create(&thread, NULL, worker, NULL);
    handle = thread;
    sem_wait(&named);
    assert(same);
    pthread_join(thread, NULL);
    sem_destroy(&named);
    return 0;
}
