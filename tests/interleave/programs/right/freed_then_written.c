// freed_then_written.c: frees what the thread writes to after the join.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdlib.h>

struct job {
    int number, result;
};

static void *worker(void *arg)
{
    volatile struct job *job = arg;
    job->result = 1;
    return NULL;
}

int main(void)
{
    struct job *job = calloc(1, sizeof *job);
    pthread_t thread;
    pthread_create(&thread, NULL, worker, job);
    pthread_join(thread, NULL);
    free(job);
    return 0;
}
