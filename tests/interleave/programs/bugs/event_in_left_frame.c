// event_in_left_frame.c: returns from the function whose event the task
// still waits for.
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

static void *task(void *arg)
{
    event_wait(arg);
    return NULL;
}

static pthread_t thread;

__attribute__((noinline)) static void run_for_a_while(void)
{
    struct event stop;
    event_init(&stop);
    pthread_create(&thread, NULL, task, &stop);
    event_set(&stop);
}

int main(void)
{
    run_for_a_while();
    pthread_join(thread, NULL);
    return 0;
}
