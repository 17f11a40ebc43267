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
    int rounds;
};

static void count(struct worker *worker)
{
    const struct counter *counter = (const struct counter *)worker;

    for (int i = 1; i <= counter->rounds; i++) {
        printf("Running #%d\n", i);
        sleep(1);
        if (event_is_set(&worker->stop)) {
            puts("The thread was stopped prematurely.");
            return;
        }
    }
    puts("The thread was stopped maturely.");
}

static void tick(struct worker *worker)
{
    do {
        puts("Tick.");
        sleep(1);
    } while (!event_is_set(&worker->stop));
    puts("The ticking was stopped.");
}

int main(void)
{
    struct counter counter = {.rounds = 10};
    struct worker ticker;

    worker_start(&counter.worker, count);
    worker_start(&ticker, tick);

    sleep(2);
    worker_stop(&counter.worker);
    sleep(2);
    worker_stop(&ticker);

    worker_join(&counter.worker);
    worker_join(&ticker);
}
