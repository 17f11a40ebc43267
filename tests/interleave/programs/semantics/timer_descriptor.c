// timer_descriptor.c: a timerfd counts its expirations.
#define _GNU_SOURCE // ppoll

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "semantics.h"

static uint64_t count_of(int timer)
{
    uint64_t count = 0;
    SAME(read(timer, &count, sizeof count), sizeof count);
    return count;
}

static void once(int timer)
{
    struct itimerspec soon = {{0, 0}, {0, 20000000}}, state;
    struct timespec end = ahead(CLOCK_MONOTONIC, 20);
    struct pollfd in = {.fd = timer, .events = POLLIN};
    SAME(timerfd_settime(timer, 0, &soon, NULL), 0);
    SAME(timerfd_gettime(timer, &state), 0);
    SAME(state.it_value.tv_nsec > 0, 1);
    SAME(poll(&in, 1, 0), 0);
    SAME(count_of(timer), 1);
    SAME(is_past(CLOCK_MONOTONIC, end), 1);
    SAME(poll(&in, 1, 0), 0);
    SAME(timerfd_gettime(timer, &state), 0);
    SAME(state.it_value.tv_sec + state.it_value.tv_nsec, 0);
}

static void again_and_again(int timer)
{
    struct itimerspec every = {{0, 10000000}, {0, 10000000}};
    struct timespec nap = {0, 35000000};
    SAME(timerfd_settime(timer, 0, &every, NULL), 0);
    nanosleep(&nap, NULL);
    SAME(count_of(timer) >= 3, 1);
    SAME(count_of(timer) >= 1, 1);
}

static void disarmed(int timer)
{
    struct itimerspec off = {0}, old;
    struct pollfd in = {.fd = timer, .events = POLLIN};
    SAME(timerfd_settime(timer, 0, &off, &old), 0);
    SAME(old.it_interval.tv_nsec, 10000000);
    SAME(poll(&in, 1, 30), 0);
}

static void absolute(int timer)
{
    struct itimerspec at = {{0, 0}, ahead(CLOCK_MONOTONIC, 20)};
    struct epoll_event event = {.events = EPOLLIN};
    int set = epoll_create1(0);
    SAME(epoll_ctl(set, EPOLL_CTL_ADD, timer, &event), 0);
    SAME(timerfd_settime(timer, TFD_TIMER_ABSTIME, &at, NULL), 0);
    SAME(epoll_wait(set, &event, 1, -1), 1);
    SAME(is_past(CLOCK_MONOTONIC, at.it_value), 1);
    at.it_value = ahead(CLOCK_MONOTONIC, -20);
    SAME(timerfd_settime(timer, TFD_TIMER_ABSTIME, &at, NULL), 0);
    SAME(count_of(timer), 1);
    close(set);
}

static void *setter(void *arg)
{
    struct itimerspec soon = {{0, 0}, {0, 10000000}};
    SAME(timerfd_settime(*(int *)arg, 0, &soon, NULL), 0);
    return NULL;
}

int main(void)
{
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    once(timer);
    again_and_again(timer);
    disarmed(timer);
    absolute(timer);
    pthread_t thread;
    pthread_create(&thread, NULL, setter, &timer);
    SAME(count_of(timer), 1);
    pthread_join(thread, NULL);
    close(timer);

    timer = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK);
    uint64_t count;
    errno = 0;
    SAME(read(timer, &count, sizeof count), -1);
    SAME(errno, EAGAIN);
    close(timer);
    SAME(timerfd_create(12345, 0), -1);
    return 0;
}
