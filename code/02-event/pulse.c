// From chapter 2, chapters/02-event.md; edit it there.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

#include "check.h"
#include "event.h"

struct gate {
    struct event open;
    atomic_int passed;
};

static void *task(void *arg)
{
    struct gate *gate = arg;

    event_wait(&gate->open);
    atomic_fetch_add(&gate->passed, 1);
    return NULL;
}

int main(void)
{
    struct gate gate = {.passed = 0};
    pthread_t threads[5];

    event_init(&gate.open);
    for (int i = 0; i < 5; i++)
        CHECK(pthread_create(&threads[i], NULL, task, &gate));

    sleep(1); // by now, all five wait
    event_set(&gate.open);
    event_clear(&gate.open);
    sleep(1); // by now, those who could have passed
    printf("%d of 5 passed.\n", atomic_load(&gate.passed));

    event_set(&gate.open); // let the others out
    for (int i = 0; i < 5; i++)
        pthread_join(threads[i], NULL);
    event_destroy(&gate.open);
}
