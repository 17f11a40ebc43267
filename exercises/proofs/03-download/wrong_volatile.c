// fails races race-volatile: volatile orders nothing.
#include <pthread.h>

#include "check.h"
#include "download.h"
#include <stdbool.h>

struct job {
    volatile bool stop;
    int parts;
};

static void *task(void *arg)
{
    struct job *job = arg;

    for (int part = 1; part <= job->parts; part++) {
        if (job->stop) {
            drop_file();
            return NULL;
        }
        fetch_part(part);
    }
    keep_file();
    return NULL;
}

void download(int parts)
{
    struct job job = {.parts = parts};
    pthread_t thread;

    CHECK(pthread_create(&thread, NULL, task, &job));

    wait_for_user();
    job.stop = true;
    pthread_join(thread, NULL);
}
