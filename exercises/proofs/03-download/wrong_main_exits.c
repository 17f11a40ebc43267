// fails behaves ended-early: pthread_exit() for the join, in main.
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "check.h"
#include "download.h"

struct job {
    atomic_bool stop;
    int parts;
};

static void *run(void *arg)
{
    struct job *job = arg;
    int done = 0;

    while (done < job->parts && !atomic_load(&job->stop))
        fetch_part(++done);
    if (done == job->parts)
        keep_file();
    else
        drop_file();
    return NULL;
}

void download(int parts)
{
    struct job *job = malloc(sizeof *job);
    pthread_t thread;

    if (!job)
        return;
    atomic_init(&job->stop, false);
    job->parts = parts;
    CHECK(pthread_create(&thread, NULL, run, job));
    wait_for_user();
    atomic_store(&job->stop, true);
    pthread_exit(NULL);
    free(job);
}
