// polling.c: poll and its kin: timeouts, readiness, closed ends.
#define _GNU_SOURCE // ppoll

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <unistd.h>

#include "semantics.h"

static int ends[2], set;
static sem_t asked;
static struct timespec end;

static int ask_poll(int milliseconds)
{
    struct pollfd in = {.fd = ends[0], .events = POLLIN};
    return poll(&in, 1, milliseconds);
}

static int ask_ppoll(int milliseconds)
{
    struct pollfd in = {.fd = ends[0], .events = POLLIN};
    struct timespec span = {milliseconds / 1000,
                            milliseconds % 1000 * 1000000};
    return ppoll(&in, 1, milliseconds < 0 ? NULL : &span, NULL);
}

static int ask_select(int milliseconds)
{
    fd_set in;
    FD_ZERO(&in);
    FD_SET(ends[0], &in);
    struct timeval span = {milliseconds / 1000,
                           milliseconds % 1000 * 1000};
    return select(ends[0] + 1, &in, NULL, NULL,
                  milliseconds < 0 ? NULL : &span);
}

static int ask_pselect(int milliseconds)
{
    fd_set in;
    FD_ZERO(&in);
    FD_SET(ends[0], &in);
    struct timespec span = {milliseconds / 1000,
                            milliseconds % 1000 * 1000000};
    return pselect(ends[0] + 1, &in, NULL, NULL,
                   milliseconds < 0 ? NULL : &span, NULL);
}

static int ask_epoll(int milliseconds)
{
    struct epoll_event event;
    return epoll_wait(set, &event, 1, milliseconds);
}

static void *writer(void *arg)
{
    sem_wait(&asked);
    SAME(write(ends[1], "x", 1), 1);
    return arg;
}

static void each(const char *name, int (*ask)(int))
{
    printf("%s:\n", name);
    SAME(ask(0), 0);
    end = ahead(CLOCK_MONOTONIC, 20);
    SAME(ask(20), 0);
    SAME(is_past(CLOCK_MONOTONIC, end), 1);
    pthread_t thread;
    pthread_create(&thread, NULL, writer, NULL);
    sem_post(&asked);
    SAME(ask(-1), 1);
    SAME(ask(3600000), 1);
    SAME(ask(0), 1);
    char byte;
    SAME(read(ends[0], &byte, 1), 1);
    SAME(ask(0), 0);
    pthread_join(thread, NULL);
}

static void events(void)
{
    struct pollfd both[] = {
        {.fd = ends[0], .events = POLLIN},
        {.fd = ends[1], .events = POLLOUT},
        {.fd = -1, .events = POLLIN},
    };
    SAME(poll(both, 3, -1), 1);
    SAME(both[0].revents, 0);
    SAME(both[1].revents, POLLOUT);
    SAME(both[2].revents, 0);
    close(ends[1]);
    SAME(poll(both, 1, -1), 1);
    SAME(both[0].revents, POLLHUP);
    both[0].fd = 12345;
    SAME(poll(both, 1, -1), 1);
    SAME(both[0].revents, POLLNVAL);
}

int main(void)
{
    sem_init(&asked, 0, 0);
    SAME(pipe(ends), 0);
    set = epoll_create1(0);
    struct epoll_event in = {.events = EPOLLIN};
    SAME(epoll_ctl(set, EPOLL_CTL_ADD, ends[0], &in), 0);
    each("poll", ask_poll);
    each("ppoll", ask_ppoll);
    each("select", ask_select);
    each("pselect", ask_pselect);
    each("epoll_wait", ask_epoll);
    end = ahead(CLOCK_MONOTONIC, 20);
    SAME(poll(NULL, 0, 20), 0);
    SAME(is_past(CLOCK_MONOTONIC, end), 1);
    events();
    return 0;
}
