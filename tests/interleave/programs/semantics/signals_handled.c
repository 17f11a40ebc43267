// signals_handled.c: a handler runs in the thread that is meant.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <unistd.h>

#include "semantics.h"

static sem_t ready, go;
static volatile sig_atomic_t calls;
static pthread_t handler_thread;

static void on_signal(int number)
{
    (void)number;
    handler_thread = pthread_self();
    calls++;
}

static void block(int how)
{
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, SIGUSR1);
    pthread_sigmask(how, &one, NULL);
}

static void *wait_for_go(void *arg)
{
    sem_post(&ready);
    while (sem_wait(&go) != 0)
        continue;
    return arg;
}

static void *blocks_first(void *arg)
{
    sem_post(&ready);
    while (sem_wait(&go) != 0)
        continue;
    SAME(calls, 0);
    block(SIG_UNBLOCK);
    SAME(calls, 1);
    return arg;
}

int main(void)
{
    sem_init(&ready, 0, 0);
    sem_init(&go, 0, 0);
    struct sigaction action = {.sa_handler = on_signal}, old;
    sigemptyset(&action.sa_mask);
    SAME(sigaction(SIGUSR1, &action, NULL), 0);
    SAME(sigaction(SIGUSR1, NULL, &old), 0);
    SAME(old.sa_handler == on_signal, 1);
    SAME(raise(SIGUSR1), 0);
    SAME(calls, 1);
    SAME(kill(getpid(), SIGUSR1), 0);
    SAME(calls, 2);
    SAME(pthread_kill(pthread_self(), SIGUSR1), 0);
    SAME(calls, 3);

    calls = 0;
    pthread_t thread;
    pthread_create(&thread, NULL, wait_for_go, NULL);
    sem_wait(&ready);
    SAME(pthread_kill(thread, SIGUSR1), 0);
    sem_post(&go);
    pthread_join(thread, NULL);
    SAME(calls, 1);
    SAME(pthread_equal(handler_thread, thread) != 0, 1);

    // Blocked, it waits; a thread begins with the mask of its creator.
    calls = 0;
    block(SIG_BLOCK);
    pthread_create(&thread, NULL, blocks_first, NULL);
    sem_wait(&ready);
    SAME(pthread_kill(thread, SIGUSR1), 0);
    sem_post(&go);
    pthread_join(thread, NULL);
    SAME(calls, 1);

    // Of the process, only the one that has not blocked it takes it.
    calls = 0;
    block(SIG_UNBLOCK);
    pthread_create(&thread, NULL, wait_for_go, NULL);
    sem_wait(&ready);
    block(SIG_BLOCK);
    SAME(kill(getpid(), SIGUSR1), 0);
    sem_post(&go);
    pthread_join(thread, NULL);
    SAME(calls, 1);
    SAME(pthread_equal(handler_thread, thread) != 0, 1);
    return 0;
}
