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

struct counter {
    struct worker worker; // must be the first member
    const char *name;
};

static void count_to_six(struct worker *worker)
{
    struct counter *counter = (struct counter *)worker;

    for (int i = 1; i <= 6; i++) {
        printf("%s: Running #%d\n", counter->name, i);
        sleep(1);
        if (event_is_set(&worker->stop)) {
            printf("%s: The thread was stopped prematurely.\n",
                   counter->name);
            return;
        }
    }
    printf("%s: The thread was stopped maturely.\n", counter->name);
}

int main(void)
{
    struct counter left = {.name = "left"};
    struct counter right = {.name = "right"};

    worker_start(&left.worker, count_to_six);
    worker_start(&right.worker, count_to_six);

    sleep(2);
    worker_stop(&left.worker);
    sleep(2);
    worker_stop(&right.worker);

    worker_join(&left.worker);
    worker_join(&right.worker);
}
