// signal_values.c: signals with a value; real-time signals queue.
#define _GNU_SOURCE // pthread_sigqueue

#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <unistd.h>

#include "semantics.h"

static volatile sig_atomic_t values[4], n;
static sem_t done;

static void note(int signo, siginfo_t *info, void *context)
{
    (void)signo, (void)context;
    values[n % 4] = info->si_value.sival_int;
    n = n + 1;
    sem_post(&done);
}

static int queue(int signo, int value)
{
    return sigqueue(getpid(), signo,
                    (union sigval){.sival_int = value});
}

static void waited_for(const sigset_t *set)
{
    siginfo_t info;
    SAME(queue(SIGRTMIN, 1), 0);
    SAME(queue(SIGRTMIN, 2), 0);
    SAME(queue(SIGUSR1, 3), 0);
    SAME(queue(SIGUSR1, 4), 0); // one is pending: this one is lost
    SAME(sigwaitinfo(set, &info), SIGUSR1);
    SAME(info.si_value.sival_int, 3);
    SAME(info.si_code, SI_QUEUE);
    SAME(sigwaitinfo(set, &info), SIGRTMIN);
    SAME(info.si_value.sival_int, 1);
    SAME(sigwaitinfo(set, &info), SIGRTMIN);
    SAME(info.si_value.sival_int, 2);
    SAME(sigtimedwait(set, &info, &(struct timespec){0, 1000}), -1);
}

static void handled(const sigset_t *set)
{
    struct sigaction action = {.sa_sigaction = note,
                               .sa_flags = SA_SIGINFO};
    sigaction(SIGRTMIN, &action, NULL);
    SAME(queue(SIGRTMIN, 5), 0);
    SAME(queue(SIGRTMIN, 6), 0);
    SAME(n, 0);
    pthread_sigmask(SIG_UNBLOCK, set, NULL);
    SAME(n, 2);
    SAME(values[0], 5);
    SAME(values[1], 6);
}

static void *waits(void *arg)
{
    for (int i = 0; i < 3; i++)
        while (sem_wait(&done) != 0)
            ;
    return arg;
}

int main(void)
{
    sigset_t set;
    sem_init(&done, 0, 0);
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN);
    sigaddset(&set, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    waited_for(&set);
    handled(&set);
#ifdef __GLIBC__
    pthread_t thread;
    pthread_create(&thread, NULL, waits, NULL);
    SAME(pthread_sigqueue(thread, SIGRTMIN,
                          (union sigval){.sival_int = 7}),
         0);
    pthread_join(thread, NULL);
    SAME(n, 3);
    SAME(values[2], 7);
#else
    (void)waits;
#endif
    return 0;
}
