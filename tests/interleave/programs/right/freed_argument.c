// freed_argument.c: lets the thread free its argument.
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
    free(job);
    return NULL;
}

int main(void)
{
    struct job *job = malloc(sizeof *job);
    assert(job != NULL);
    job->number = 6;
    pthread_t thread;
    pthread_create(&thread, NULL, worker, job);
    pthread_join(thread, NULL);
    return 0;
}
