// volatile_stop_flag.c: takes volatile for something that threads may
// share.
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>

static volatile bool stop;

static void *task(void *arg)
{
    while (!stop)
        sched_yield();
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, task, NULL);
    stop = true;
    pthread_join(thread, NULL);
    return 0;
}
