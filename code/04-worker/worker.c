// From chapter 4, chapters/04-worker.md; edit it there.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#include "check.h"
#include "event.h"

struct worker {
    void (*run)(struct worker *worker);
    struct event stop;
    pthread_t thread;
};

static void *begin(void *arg)
{
    struct worker *worker = arg;

    worker->run(worker);
    return NULL;
}

static void worker_start(struct worker *worker,
                         void (*run)(struct worker *worker))
{
    worker->run = run;
    event_init(&worker->stop);
    CHECK(pthread_create(&worker->thread, NULL, begin, worker));
}

static void worker_stop(struct worker *worker)
{
    event_set(&worker->stop);
}

static void worker_join(struct worker *worker)
{
    pthread_join(worker->thread, NULL);
    event_destroy(&worker->stop);
}

static void count_to_six(struct worker *worker)
{
    for (int i = 1; i <= 6; i++) {
        printf("Running #%d\n", i);
        sleep(1);
        if (event_is_set(&worker->stop)) {
            puts("The thread was stopped prematurely.");
            return;
        }
    }
    puts("The thread was stopped maturely.");
}

int main(void)
{
    struct worker worker;

    worker_start(&worker, count_to_six);
    sleep(3);
    worker_stop(&worker);
    worker_join(&worker);
}
