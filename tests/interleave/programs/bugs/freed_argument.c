// freed_argument.c: frees the argument that the thread may not have
// read yet.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

struct job {
    int number;
};

static void *worker(void *arg)
{
    struct job *job = arg;
    assert(job->number == 6);
    return NULL;
}

int main(void)
{
    struct job *job = malloc(sizeof *job);
    assert(job != NULL);
    job->number = 6;
    pthread_t thread;
    pthread_create(&thread, NULL, worker, job);
    free(job);
    pthread_join(thread, NULL);
    return 0;
}
