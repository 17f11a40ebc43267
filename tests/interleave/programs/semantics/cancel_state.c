// cancel_state.c: when a cancel is obeyed, and what runs then.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <string.h>

#include "semantics.h"

static sem_t ready, go;
static char order[16];

static void note(void *arg)
{
    strcat(order, arg);
}

static void *disabled(void *arg)
{
    int state;
    SAME(pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state), 0);
    SAME(state, PTHREAD_CANCEL_ENABLE);
    pthread_cleanup_push(note, "b");
    sem_post(&ready);
    sem_wait(&go);
    pthread_testcancel();
    struct timespec nap = {0, 1000000};
    SAME(nanosleep(&nap, NULL), 0);
    note("a");
    SAME(pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &state), 0);
    SAME(state, PTHREAD_CANCEL_DISABLE);
    pthread_testcancel();
    note("never");
    pthread_cleanup_pop(0);
    return arg;
}

static void *deferred(void *arg)
{
    int type;
    SAME(pthread_setcanceltype(PTHREAD_CANCEL_DEFERRED, &type), 0);
    SAME(type, PTHREAD_CANCEL_DEFERRED);
    pthread_cleanup_push(note, "1");
    pthread_cleanup_push(note, "2");
    pthread_cleanup_push(note, "3");
    pthread_cleanup_pop(1);
    pthread_cleanup_push(note, "4");
    pthread_cleanup_pop(0);
    sem_post(&ready);
    // Not a place where it may be cancelled.
    while (sem_trywait(&go) != 0)
        sched_yield();
    note("0");
    pthread_testcancel();
    note("never");
    pthread_cleanup_pop(0);
    pthread_cleanup_pop(0);
    return arg;
}

static void *asynchronous(void *arg)
{
    int type;
    pthread_cleanup_push(note, "x");
    SAME(pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, &type), 0);
    sem_post(&ready);
    for (;;)
        continue;
    pthread_cleanup_pop(0);
    return arg;
}

static void *exits(void *arg)
{
    pthread_cleanup_push(note, "p");
    pthread_cleanup_push(note, "q");
    sem_post(&ready);
    sem_wait(&go);
    pthread_exit(arg);
    pthread_cleanup_pop(0);
    pthread_cleanup_pop(0);
    return NULL;
}

static void *cancels_itself(void *arg)
{
    SAME(pthread_cancel(pthread_self()), 0);
    note("s");
    pthread_testcancel();
    note("never");
    return arg;
}

static int was_cancelled(void *(*task)(void *), int cancel)
{
    order[0] = '\0';
    pthread_t thread;
    pthread_create(&thread, NULL, task, NULL);
    if (task != cancels_itself)
        sem_wait(&ready);
    if (cancel)
        SAME(pthread_cancel(thread), 0);
    sem_post(&go);
    void *result;
    SAME(pthread_join(thread, &result), 0);
    while (sem_trywait(&go) == 0)
        continue;
    return result == PTHREAD_CANCELED;
}

int main(void)
{
    sem_init(&ready, 0, 0);
    sem_init(&go, 0, 0);
    SAME(was_cancelled(disabled, 1), 1);
    SAME(strcmp(order, "ab"), 0);
    SAME(was_cancelled(deferred, 1), 1);
    SAME(strcmp(order, "3021"), 0);
    SAME(was_cancelled(exits, 0), 0);
    SAME(strcmp(order, "qp"), 0);
    SAME(was_cancelled(cancels_itself, 0), 1);
    SAME(strcmp(order, "s"), 0);
    int old;
    SAME(pthread_setcancelstate(12345, &old) != 0, 1);
    SAME(pthread_setcanceltype(12345, &old) != 0, 1);
    SAME(was_cancelled(asynchronous, 1), 1);
    SAME(strcmp(order, "x"), 0);
    return 0;
}
