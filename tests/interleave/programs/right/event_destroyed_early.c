// event_destroyed_early.c: destroys the event when the task has been joined.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdbool.h>

struct event {
    bool is_set;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
};

static void event_init(struct event *event)
{
    event->is_set = false;
    pthread_mutex_init(&event->mutex, NULL);
    pthread_cond_init(&event->changed, NULL);
}

static void event_set(struct event *event)
{
    pthread_mutex_lock(&event->mutex);
    event->is_set = true;
    pthread_cond_broadcast(&event->changed);
    pthread_mutex_unlock(&event->mutex);
}

static void event_wait(struct event *event)
{
    pthread_mutex_lock(&event->mutex);
    while (!event->is_set)
        pthread_cond_wait(&event->changed, &event->mutex);
    pthread_mutex_unlock(&event->mutex);
}

static void event_destroy(struct event *event)
{
    pthread_cond_destroy(&event->changed);
    pthread_mutex_destroy(&event->mutex);
}

static void *task(void *arg)
{
    event_wait(arg);
    return NULL;
}

int main(void)
{
    struct event stop;
    pthread_t thread;
    event_init(&stop);
    pthread_create(&thread, NULL, task, &stop);
    event_set(&stop);
    pthread_join(thread, NULL);
    event_destroy(&stop);
    return 0;
}
