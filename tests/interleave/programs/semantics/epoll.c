// epoll.c: level and edge, once, and a signal mask while it waits.
#define _GNU_SOURCE // epoll_pwait2

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "semantics.h"

static int set, counter;
static struct epoll_event event;

static int asks(int milliseconds)
{
    return epoll_wait(set, &event, 1, milliseconds);
}

static void change(int how, unsigned events)
{
    event.events = events;
    event.data.fd = counter;
    SAME(epoll_ctl(set, how, counter, &event), 0);
}

static void *adds(void *arg)
{
    SAME(eventfd_write(counter, 1), 0);
    return arg;
}

static void at_an_edge(void)
{
    change(EPOLL_CTL_MOD, EPOLLIN | EPOLLET);
    SAME(asks(0), 1); // it is ready from before
    SAME(asks(0), 0);
    SAME(asks(5), 0);
    pthread_t thread;
    pthread_create(&thread, NULL, adds, NULL);
    SAME(asks(-1), 1); // the counter grew: another edge
    pthread_join(thread, NULL);
    SAME(asks(0), 0);
}

static void only_once(void)
{
    change(EPOLL_CTL_MOD, EPOLLIN | EPOLLONESHOT);
    SAME(asks(0), 1);
    SAME(asks(0), 0);
    change(EPOLL_CTL_MOD, EPOLLIN | EPOLLONESHOT);
    SAME(asks(0), 1);
}

static void got(int signo)
{
    (void)signo;
}

static void *interrupts(void *main_thread)
{
    pthread_kill(*(pthread_t *)main_thread, SIGUSR1);
    return NULL;
}

static void with_a_mask(void)
{
    sigset_t blocked, none;
    pthread_t thread, own = pthread_self();
    eventfd_t value;
    signal(SIGUSR1, got);
    sigemptyset(&none);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &blocked, NULL);
    SAME(eventfd_read(counter, &value), 0);
    pthread_create(&thread, NULL, interrupts, &own);
    errno = 0;
    SAME(epoll_pwait(set, &event, 1, -1, &none), -1);
    SAME(errno, EINTR);
    pthread_join(thread, NULL);
    struct timespec end = ahead(CLOCK_MONOTONIC, 10);
    SAME(epoll_pwait(set, &event, 1, 10, &blocked), 0);
    SAME(is_past(CLOCK_MONOTONIC, end), 1);
}

int main(void)
{
    set = epoll_create1(0);
    counter = eventfd(0, 0);
    change(EPOLL_CTL_ADD, EPOLLIN);
    SAME(asks(0), 0);
    pthread_t thread;
    pthread_create(&thread, NULL, adds, NULL);
    SAME(asks(-1), 1);
    SAME(event.data.fd, counter);
    SAME(asks(0), 1); // as long as it is ready
    pthread_join(thread, NULL);
    at_an_edge();
    only_once();
    with_a_mask();
    close(set);
    close(counter);
    return 0;
}
