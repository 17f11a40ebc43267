// interrupted.c: a handler that runs ends some waits with EINTR.
#define _GNU_SOURCE // usleep

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdbool.h>
#include <stdatomic.h>
#include <sys/select.h>
#include <unistd.h>

#include "semantics.h"

static sem_t zero;
static int empty[2];
static atomic_int handled;
static atomic_bool over;
static pthread_t target;

static void on_signal(int number)
{
    (void)number;
    atomic_fetch_add(&handled, 1);
}

static void handle(int flags)
{
    struct sigaction action = {.sa_handler = on_signal};
    sigemptyset(&action.sa_mask);
    action.sa_flags = flags;
    sigaction(SIGUSR1, &action, NULL);
}

// Signals again and again: the first may come before the wait begins.
static void *pester(void *arg)
{
    while (!atomic_load(&over)) {
        struct timespec nap = {0, 2000000};
        nanosleep(&nap, NULL);
        pthread_kill(target, SIGUSR1);
    }
    return arg;
}

static void asleep(void)
{
    struct timespec hour = {3600, 0}, rest = {0, 0};
    SAME(nanosleep(&hour, &rest), -1);
    SAME(errno, EINTR);
    SAME(rest.tv_sec > 3000 && rest.tv_sec < 3600, 1);
    rest.tv_sec = 0;
    SAME(clock_nanosleep(CLOCK_MONOTONIC, 0, &hour, &rest), EINTR);
    SAME(rest.tv_sec > 3000 && rest.tv_sec < 3600, 1);
    struct timespec far = ahead(CLOCK_MONOTONIC, 3600000);
    SAME(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &far, NULL),
         EINTR);
    unsigned left = sleep(3600);
    SAME(left > 3000 && left <= 3600, 1);
    SAME(usleep(999999), -1);
    SAME(errno, EINTR);
}

static void awaiting(void)
{
    struct pollfd in = {.fd = empty[0], .events = POLLIN};
    SAME(poll(&in, 1, -1), -1);
    SAME(errno, EINTR);
    SAME(poll(NULL, 0, 3600000), -1);
    SAME(errno, EINTR);
    fd_set set;
    FD_ZERO(&set);
    FD_SET(empty[0], &set);
    SAME(select(empty[0] + 1, &set, NULL, NULL, NULL), -1);
    SAME(errno, EINTR);
    SAME(sem_wait(&zero), -1);
    SAME(errno, EINTR);
    struct timespec far = ahead(CLOCK_REALTIME, 3600000);
    SAME(sem_timedwait(&zero, &far), -1);
    SAME(errno, EINTR);
    SAME(pause(), -1);
    SAME(errno, EINTR);
    char byte;
    SAME(read(empty[0], &byte, 1), -1);
    SAME(errno, EINTR);
}

static void *feed(void *arg)
{
    int before = atomic_load(&handled);
    while (atomic_load(&handled) < before + 3) {
        struct timespec nap = {0, 1000000};
        nanosleep(&nap, NULL);
    }
    SAME(write(empty[1], "x", 1), 1);
    return arg;
}

// What must go on in spite of a signal.
static void undisturbed(void)
{
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
    struct timespec soon = ahead(CLOCK_REALTIME, 20);
    pthread_mutex_lock(&lock);
    int result = 0;
    while (result == 0)
        result = pthread_cond_timedwait(&wake, &lock, &soon);
    SAME(result, ETIMEDOUT);
    pthread_mutex_unlock(&lock);
    handle(SA_RESTART);
    int before = atomic_load(&handled);
    pthread_t feeder;
    pthread_create(&feeder, NULL, feed, NULL);
    char byte;
    SAME(read(empty[0], &byte, 1), 1);
    SAME(atomic_load(&handled) > before, 1);
    pthread_join(feeder, NULL);
}

int main(void)
{
    sem_init(&zero, 0, 0);
    SAME(pipe(empty), 0);
    target = pthread_self();
    handle(0);
    pthread_t thread;
    pthread_create(&thread, NULL, pester, NULL);
    asleep();
    awaiting();
    undisturbed();
    atomic_store(&over, true);
    pthread_join(thread, NULL);
    return 0;
}
