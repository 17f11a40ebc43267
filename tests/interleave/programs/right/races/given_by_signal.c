// given_by_signal.c: a number that goes from thread to thread by a signal or a
// timer, in each way to get one.
#define _GNU_SOURCE
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

struct way {
    void (*give)(void);
    void (*take)(void);
    int number;
};

static const struct itimerspec soon = {{0, 0}, {0, 1000}};
static sigset_t set;
static timer_t timer;
static int timer_file, signal_file;

static void send_it(void)
{
    kill(getpid(), SIGUSR1);
}

static void set_timer(void)
{
    timer_settime(timer, 0, &soon, NULL);
}

static void set_timer_file(void)
{
    timerfd_settime(timer_file, 0, &soon, NULL);
}

static void await_signal(void)
{
    int signo;
    sigwait(&set, &signo);
}

static void look_for_signal(void)
{
    sigset_t pending;
    do {
        sched_yield();
        sigpending(&pending);
    } while (!sigismember(&pending, SIGUSR1));
    await_signal();
}

static void poll_timer(void)
{
    uint64_t times;
    struct pollfd file = {timer_file, POLLIN, 0};
    poll(&file, 1, -1);
    if (read(timer_file, &times, sizeof times) < 0)
        _exit(1);
}

static void read_signal(void)
{
    struct signalfd_siginfo info;
    if (read(signal_file, &info, sizeof info) < 0)
        _exit(1);
}

static void *task(void *arg)
{
    struct way *way = arg;
    way->number = 1;
    way->give();
    return NULL;
}

static int try_all(struct way *ways, int n)
{
    pthread_t thread;
    int sum = 0;
    for (int i = 0; i < n; i++) {
        pthread_create(&thread, NULL, task, &ways[i]);
        ways[i].take();
        sum += ways[i].number;
        pthread_join(thread, NULL);
    }
    return sum;
}

int main(void)
{
    static struct way kept[] = {{set_timer_file, poll_timer, 0},
                                {set_timer, await_signal, 0},
                                {send_it, look_for_signal, 0}};
    static struct way read_there[] = {{send_it, read_signal, 0},
                                      {set_timer, read_signal, 0}};
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL,
                             .sigev_signo = SIGUSR1};
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    timer_create(CLOCK_MONOTONIC, &event, &timer);
    timer_file = timerfd_create(CLOCK_MONOTONIC, 0);
    int sum = try_all(kept, 3);
    signal_file = signalfd(-1, &set, 0);
    sum += try_all(read_there, 2);
    timer_delete(timer);
    return sum != 5;
}
