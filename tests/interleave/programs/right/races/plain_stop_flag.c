// plain_stop_flag.c: stops a thread through an atomic bool.
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>

static atomic_bool stop;

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
