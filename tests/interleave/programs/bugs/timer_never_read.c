// timer_never_read.c: counts the returns of poll as ticks of a timer that it
// never reads.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <poll.h>
#include <pthread.h>
#include <sys/timerfd.h>
#include <unistd.h>

static int timer, stop[2];

static void *ticks(void *arg)
{
    struct pollfd in[] = {{.fd = timer, .events = POLLIN},
                          {.fd = stop[0], .events = POLLIN}};
    int number = 0;
    while (!in[1].revents && number < 10) {
        poll(in, 2, -1);
        number += in[0].revents != 0;
    }
    assert(number <= 4);
    return arg;
}

int main(void)
{
    struct itimerspec every = {{1, 0}, {1, 0}};
    pthread_t thread;
    timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    timerfd_settime(timer, 0, &every, NULL);
    if (pipe(stop) != 0)
        return 1;
    pthread_create(&thread, NULL, ticks, NULL);
    sleep(3);
    if (write(stop[1], "x", 1) != 1)
        return 1;
    pthread_join(thread, NULL);
    return 0;
}
