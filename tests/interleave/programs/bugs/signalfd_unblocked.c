// signalfd_unblocked.c: only the reader blocks the signal that it reads.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

static sigset_t set;

static void *reader(void *arg)
{
    struct signalfd_siginfo info;
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    int fd = signalfd(-1, &set, 0);
    if (read(fd, &info, sizeof info) != sizeof info)
        return NULL;
    close(fd);
    return arg;
}

int main(void)
{
    pthread_t thread;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_create(&thread, NULL, reader, NULL);
    kill(getpid(), SIGUSR1);
    pthread_join(thread, NULL);
    return 0;
}
