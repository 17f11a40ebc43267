// fails behaves unasked: the event of the first download is still set in the second.
#include <pthread.h>

#include "check.h"
#include "download.h"
#include "event.h"

static struct event stop;
static int ready;

struct job {
    int parts;
};

static void *task(void *arg)
{
    struct job *job = arg;

    for (int part = 1; part <= job->parts; part++) {
        if (event_is_set(&stop)) {
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

    if (!ready++)
        event_init(&stop);
    CHECK(pthread_create(&thread, NULL, task, &job));

    wait_for_user();
    event_set(&stop);
    pthread_join(thread, NULL);
}
