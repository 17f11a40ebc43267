// fails behaves pace: waits for the event before each part.
#include <pthread.h>

#include "check.h"
#include "download.h"
#include "event.h"

struct job {
    struct event stop;
    int parts;
};

static void *task(void *arg)
{
    struct job *job = arg;

    for (int part = 1; part <= job->parts; part++) {
        if (event_wait(&job->stop)) {
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

    event_init(&job.stop);
    CHECK(pthread_create(&thread, NULL, task, &job));

    wait_for_user();
    event_set(&job.stop);
    pthread_join(thread, NULL);
    event_destroy(&job.stop);
}
