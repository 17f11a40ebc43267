// signal_before_pause.c: blocks the signal, looks, and waits in
// sigsuspend.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <signal.h>

static volatile sig_atomic_t asked;
static int looks;

static void on_signal(int number)
{
    asked = number;
}

static void *worker(void *arg)
{
    sigset_t none;
    sigemptyset(&none);
    while (!asked) {
        looks++;
        sigsuspend(&none);
    }
    return arg;
}

int main(void)
{
    struct sigaction action = {.sa_handler = on_signal};
    sigemptyset(&action.sa_mask);
    sigaction(SIGUSR1, &action, NULL);
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &blocked, NULL);
    pthread_t thread;
    pthread_create(&thread, NULL, worker, NULL);
    pthread_kill(thread, SIGUSR1);
    pthread_join(thread, NULL);
    assert(asked == SIGUSR1 && looks <= 1);
    return 0;
}
