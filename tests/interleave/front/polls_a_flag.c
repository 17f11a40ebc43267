// polls_a_flag.c: main yields until the worker, who sleeps for as many
// seconds as the argument says, has set the flag.
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

static atomic_int done;

static void *worker(void *arg)
{
    struct timespec pause = {.tv_sec = atoi(arg)};
    nanosleep(&pause, 0);
    done = 1;
    return 0;
}

int main(int argc, char **argv)
{
    pthread_t thread;
    pthread_create(&thread, 0, worker, argc > 1 ? argv[1] : "0");
    while (!done)
        sched_yield();
    return pthread_join(thread, 0);
}
