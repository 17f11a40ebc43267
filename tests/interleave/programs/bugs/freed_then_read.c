// freed_then_read.c: frees what the thread may still read.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdlib.h>

struct job {
    int number, result;
};

static void *worker(void *arg)
{
    volatile struct job *job = arg;
    return job->number < 0 ? arg : NULL;
}

int main(void)
{
    struct job *job = calloc(1, sizeof *job);
    pthread_t thread;
    pthread_create(&thread, NULL, worker, job);
    free(job);
    pthread_join(thread, NULL);
    return 0;
}
