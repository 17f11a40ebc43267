// sigwait_unblocked.c: main blocks the signal before it starts the
// worker.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <signal.h>

static sigset_t wanted;

static void *worker(void *arg)
{
    int number = 0;
    sigwait(&wanted, &number);
    assert(number == SIGUSR1);
    return arg;
}

int main(void)
{
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &wanted, NULL);
    pthread_t thread;
    pthread_create(&thread, NULL, worker, NULL);
    pthread_kill(thread, SIGUSR1);
    pthread_join(thread, NULL);
    return 0;
}
