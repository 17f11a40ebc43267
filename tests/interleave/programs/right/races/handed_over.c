// handed_over.c: a number that goes from thread to thread by a
// semaphore, a pipe and a signal.
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <unistd.h>

static sem_t posted;
static int ends[2];
static int number;

static void *by_semaphore(void *arg)
{
    number++;
    sem_post(&posted);
    return arg;
}

static void *by_pipe(void *arg)
{
    sem_wait(&posted);
    number++;
    return write(ends[1], "x", 1) == 1 ? arg : &number;
}

static void *by_signal(void *arg)
{
    char byte;
    if (read(ends[0], &byte, 1) != 1)
        return &number;
    number++;
    kill(getpid(), SIGUSR1);
    return arg;
}

int main(void)
{
    static void *(*const tasks[])(void *) = {by_semaphore, by_pipe,
                                             by_signal};
    pthread_t threads[3];
    sigset_t set;
    int signo;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    sem_init(&posted, 0, 0);
    if (pipe(ends) != 0)
        return 1;
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, tasks[i], NULL);
    sigwait(&set, &signo);
    int got = number;
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    sem_destroy(&posted);
    return got != 3;
}
