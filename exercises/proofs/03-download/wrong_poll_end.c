// fails idles polling: main looks every 10 ms whether the thread has ended.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <time.h>

#include "check.h"
#include "download.h"
#include "event.h"

struct job {
    struct event stop, ended;
    int parts;
};

static void *task(void *arg)
{
    struct job *job = arg;

    for (int part = 1; part <= job->parts; part++) {
        if (event_is_set(&job->stop)) {
            drop_file();
            event_set(&job->ended);
            return NULL;
        }
        fetch_part(part);
    }
    keep_file();
    event_set(&job->ended);
    return NULL;
}

void download(int parts)
{
    struct job job = {.parts = parts};
    pthread_t thread;

    event_init(&job.stop);
    event_init(&job.ended);
    CHECK(pthread_create(&thread, NULL, task, &job));

    wait_for_user();
    event_set(&job.stop);
    while (!event_is_set(&job.ended))
        nanosleep(&(struct timespec){0, 10000000}, NULL);
    pthread_join(thread, NULL);
    event_destroy(&job.ended);
    event_destroy(&job.stop);
}
