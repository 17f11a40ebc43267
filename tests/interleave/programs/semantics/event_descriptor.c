// event_descriptor.c: eventfd adds up, or counts down one by one.
#define _GNU_SOURCE // eventfd

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "semantics.h"

static int event;
static sem_t go;

static void *add(void *arg)
{
    sem_wait(&go);
    SAME(eventfd_write(event, 5), 0);
    return arg;
}

static void *take(void *arg)
{
    eventfd_t value = 0;
    SAME(eventfd_read(event, &value), 0);
    SAME(value, 0xfffffffffffffffe);
    return arg;
}

int main(void)
{
    sem_init(&go, 0, 0);
    eventfd_t value = 0;
    event = eventfd(3, EFD_NONBLOCK);
    SAME(eventfd_write(event, 4), 0);
    SAME(read(event, &value, sizeof value), sizeof value);
    SAME(value, 7);
    SAME(eventfd_read(event, &value), -1);
    SAME(errno, EAGAIN);
    close(event);

    event = eventfd(0, EFD_SEMAPHORE);
    pthread_t thread;
    pthread_create(&thread, NULL, add, NULL);
    sem_post(&go);
    for (int i = 0; i < 5; i++) {
        SAME(eventfd_read(event, &value), 0);
        SAME(value, 1);
    }
    pthread_join(thread, NULL);
    close(event);

    // As much as it holds: one more must wait until it has been read.
    event = eventfd(0, 0);
    SAME(eventfd_write(event, 0xfffffffffffffffe), 0);
    pthread_create(&thread, NULL, take, NULL);
    SAME(eventfd_write(event, 1), 0);
    pthread_join(thread, NULL);
    SAME(eventfd_read(event, &value), 0);
    SAME(value, 1);
    close(event);
    return 0;
}
