// signals_awaited.c: threads that wait for a signal without handler.
#define _GNU_SOURCE // SI_TKILL

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <unistd.h>

#include "semantics.h"

static sigset_t wanted;

static void *wait_for_one(void *arg)
{
    (void)arg;
    int number = 0;
    SAME(sigwait(&wanted, &number), 0);
    return (void *)(intptr_t)number;
}

static void *send_to_process(void *arg)
{
    SAME(kill(getpid(), SIGUSR2), 0);
    return arg;
}

static void till_a_time(void)
{
    struct timespec end = ahead(CLOCK_MONOTONIC, 20);
    struct timespec span = {0, 20000000};
    siginfo_t info;
    SAME(sigtimedwait(&wanted, &info, &span), -1);
    SAME(errno, EAGAIN);
    SAME(is_past(CLOCK_MONOTONIC, end), 1);
    span.tv_nsec = 0;
    SAME(sigtimedwait(&wanted, &info, &span), -1);
    SAME(errno, EAGAIN);
    SAME(raise(SIGUSR1), 0);
    SAME(sigtimedwait(&wanted, &info, &span), SIGUSR1);
    SAME(info.si_signo, SIGUSR1);
}

int main(void)
{
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGUSR1);
    sigaddset(&wanted, SIGUSR2);
    SAME(pthread_sigmask(SIG_BLOCK, &wanted, NULL), 0);
    sigset_t mask;
    SAME(pthread_sigmask(SIG_BLOCK, NULL, &mask), 0);
    SAME(sigismember(&mask, SIGUSR1), 1);

    pthread_t thread;
    void *result;
    pthread_create(&thread, NULL, wait_for_one, NULL);
    SAME(pthread_kill(thread, 0), 0);
    SAME(pthread_kill(thread, 12345), EINVAL);
    SAME(pthread_kill(thread, SIGUSR1), 0);
    pthread_join(thread, &result);
    SAME((intptr_t)result, SIGUSR1);

    // One for another thread is none for us.
    sigset_t pending;
    sigpending(&pending);
    SAME(sigismember(&pending, SIGUSR1), 0);

    pthread_create(&thread, NULL, wait_for_one, NULL);
    SAME(kill(getpid(), SIGUSR2), 0);
    pthread_join(thread, &result);
    SAME((intptr_t)result, SIGUSR2);

    pthread_create(&thread, NULL, send_to_process, NULL);
    siginfo_t info;
    SAME(sigwaitinfo(&wanted, &info), SIGUSR2);
    SAME(info.si_signo, SIGUSR2);
    SAME(info.si_pid, getpid());
    pthread_join(thread, NULL);
    till_a_time();
    return 0;
}
