// signal_descriptor.c: a signalfd gives blocked signals, one a read.
#define _GNU_SOURCE // sigqueue's SI_QUEUE

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "semantics.h"

static void *sends(void *arg)
{
    SAME(kill(getpid(), SIGUSR1), 0);
    return arg;
}

// Real-time signals queue; those that are pending when the file is made
// are read there, each with its value.
static void read_what_queued(void)
{
    struct signalfd_siginfo info;
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    for (int i = 1; i <= 3; i++)
        SAME(sigqueue(getpid(), SIGRTMIN, (union sigval){i}), 0);
    int fd = signalfd(-1, &set, SFD_NONBLOCK);
    for (int i = 1; i <= 3; i++) {
        SAME(read(fd, &info, sizeof info), sizeof info);
        SAME(info.ssi_int, i);
    }
    SAME(read(fd, &info, sizeof info), -1);
    close(fd);
}

int main(void)
{
    struct signalfd_siginfo info;
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGUSR2);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    SAME(kill(getpid(), SIGUSR2), 0); // before there is a file
    int fd = signalfd(-1, &set, 0);
    struct pollfd in = {.fd = fd, .events = POLLIN};
    SAME(poll(&in, 1, 0), 1);
    SAME(read(fd, &info, sizeof info), sizeof info);
    SAME(info.ssi_signo, SIGUSR2);
    SAME(poll(&in, 1, 0), 0);

    pthread_t thread;
    pthread_create(&thread, NULL, sends, NULL);
    SAME(read(fd, &info, sizeof info), sizeof info);
    SAME(info.ssi_signo, SIGUSR1);
    pthread_join(thread, NULL);
    pthread_create(&thread, NULL, sends, NULL);
    SAME(poll(&in, 1, -1), 1);
    pthread_join(thread, NULL);
    int signo = 0;
    SAME(sigwait(&set, &signo), 0);
    SAME(signo, SIGUSR1);
    SAME(poll(&in, 1, 0), 0);

    SAME(sigqueue(getpid(), SIGUSR1, (union sigval){.sival_int = 7}),
         0);
    SAME(read(fd, &info, sizeof info), sizeof info);
    SAME(info.ssi_int, 7);
    close(fd);
    fd = signalfd(-1, &set, SFD_NONBLOCK);
    errno = 0;
    SAME(read(fd, &info, sizeof info), -1);
    SAME(errno, EAGAIN);
    close(fd);
    read_what_queued();
    return 0;
}
