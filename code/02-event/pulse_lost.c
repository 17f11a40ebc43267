// From chapter 2, chapters/02-event.md; edit it there.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

#include "check.h"

struct event {
    bool is_set;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
};

static void event_init(struct event *event)
{
    event->is_set = false;
    CHECK(pthread_mutex_init(&event->mutex, NULL));
    CHECK(pthread_cond_init(&event->changed, NULL));
}

static void event_destroy(struct event *event)
{
    pthread_mutex_destroy(&event->mutex);
    pthread_cond_destroy(&event->changed);
}

static void event_set(struct event *event)
{
    pthread_mutex_lock(&event->mutex);
    event->is_set = true;
    pthread_cond_broadcast(&event->changed);
    pthread_mutex_unlock(&event->mutex);
}

static void event_clear(struct event *event)
{
    pthread_mutex_lock(&event->mutex);
    event->is_set = false;
    pthread_mutex_unlock(&event->mutex);
}

static void event_wait(struct event *event)
{
    pthread_mutex_lock(&event->mutex);
    while (!event->is_set)
        pthread_cond_wait(&event->changed, &event->mutex);
    pthread_mutex_unlock(&event->mutex);
}

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
