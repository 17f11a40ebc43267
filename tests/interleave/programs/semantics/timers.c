// timers.c: alarm, setitimer and timer_create send their signal in time.
#define _GNU_SOURCE // setitimer

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "semantics.h"

static volatile sig_atomic_t alarms, number;

static void count(int signo, siginfo_t *info, void *context)
{
    (void)signo, (void)context;
    alarms++;
    number = info->si_value.sival_int;
}

static void ring_once(void)
{
    struct timespec end = ahead(CLOCK_MONOTONIC, 900);
    SAME(alarm(100), 0);
    SAME(alarm(1), 100);
    while (alarms == 0)
        pause();
    SAME(alarms, 1);
    SAME(is_past(CLOCK_MONOTONIC, end), 1);
    SAME(alarm(0), 0);
    SAME(alarm(50), 0);
    SAME(alarm(0), 50);
}

static void ring_again_and_again(void)
{
    struct itimerval every = {{0, 10000}, {0, 10000}}, off = {0};
    struct itimerval state;
    alarms = 0;
    SAME(setitimer(ITIMER_REAL, &every, NULL), 0);
    SAME(getitimer(ITIMER_REAL, &state), 0);
    SAME(state.it_interval.tv_usec, 10000);
    while (alarms < 3)
        pause();
    SAME(setitimer(ITIMER_REAL, &off, &state), 0);
    SAME(state.it_interval.tv_usec, 10000);
    SAME(getitimer(ITIMER_REAL, &state), 0);
    SAME(state.it_value.tv_sec + state.it_value.tv_usec, 0);
}

static void with_a_number(sigset_t *set)
{
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL,
                             .sigev_signo = SIGRTMIN};
    struct itimerspec soon = {{0, 0}, {0, 10000000}}, state;
    siginfo_t info;
    timer_t timer;
    event.sigev_value.sival_int = 4711;
    SAME(timer_create(CLOCK_MONOTONIC, &event, &timer), 0);
    SAME(timer_settime(timer, 0, &soon, NULL), 0);
    SAME(sigwaitinfo(set, &info), SIGRTMIN);
    SAME(info.si_value.sival_int, 4711);
    SAME(info.si_code, SI_TIMER);
    SAME(timer_gettime(timer, &state), 0);
    SAME(state.it_value.tv_sec + state.it_value.tv_nsec, 0);

    struct itimerspec at = {{0, 0}, ahead(CLOCK_MONOTONIC, 10)};
    SAME(timer_settime(timer, TIMER_ABSTIME, &at, NULL), 0);
    SAME(sigwaitinfo(set, &info), SIGRTMIN);
    SAME(is_past(CLOCK_MONOTONIC, at.it_value), 1);
    struct itimerspec wrong = {{0, 0}, {0, 1000000000}};
    errno = 0;
    SAME(timer_settime(timer, 0, &wrong, NULL), -1);
    SAME(errno, EINVAL);
    SAME(timer_delete(timer), 0);
}

static void without_a_signal(void)
{
    struct sigevent event = {.sigev_notify = SIGEV_NONE};
    struct itimerspec soon = {{0, 0}, {100, 0}}, state;
    timer_t timer;
    SAME(timer_create(CLOCK_MONOTONIC, &event, &timer), 0);
    SAME(timer_settime(timer, 0, &soon, NULL), 0);
    SAME(timer_gettime(timer, &state), 0);
    SAME(state.it_value.tv_sec == 99 || state.it_value.tv_sec == 100,
         1);
    SAME(timer_delete(timer), 0);
}

static void *naps(void *arg)
{
    struct timespec hour = {3600, 0};
    SAME(nanosleep(&hour, NULL), -1);
    SAME(errno, EINTR);
    return arg;
}

// The handler runs in the only thread that lets the signal in.
static void interrupts_a_sleep(void)
{
    sigset_t set;
    pthread_t thread;
    pthread_create(&thread, NULL, naps, NULL);
    sigemptyset(&set);
    sigaddset(&set, SIGALRM);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    alarm(1);
    pthread_join(thread, NULL);
}

int main(void)
{
    struct sigaction action = {.sa_sigaction = count,
                               .sa_flags = SA_SIGINFO};
    sigset_t set;
    sigaction(SIGALRM, &action, NULL);
    ring_once();
    ring_again_and_again();
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    with_a_number(&set);
    without_a_signal();
    interrupts_a_sleep();
    return 0;
}
