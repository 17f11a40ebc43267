// alarm_handler_locks.c: only counts in the signal handler.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static volatile sig_atomic_t rings;

static void ring(int signo)
{
    (void)signo;
    rings = rings + 1;
}

int main(void)
{
    struct sigaction action = {.sa_handler = ring};
    sigaction(SIGALRM, &action, NULL);
    alarm(1);
    pthread_mutex_lock(&mutex);
    sleep(2);
    pthread_mutex_unlock(&mutex);
    return rings == 1 ? 0 : 1;
}
