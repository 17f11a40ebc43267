// plain_stop_flag.c: stops a thread through a bool that is neither
// atomic nor locked.
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>

static bool stop;

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
