// volatile_stop_flag.c: a flag that only the thread's own signal
// handler could change, and a lock for the rest.
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static volatile bool stop;

static bool is_stopped(void)
{
    pthread_mutex_lock(&lock);
    bool stopped = stop;
    pthread_mutex_unlock(&lock);
    return stopped;
}

static void *task(void *arg)
{
    while (!is_stopped())
        sched_yield();
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, task, NULL);
    pthread_mutex_lock(&lock);
    stop = true;
    pthread_mutex_unlock(&lock);
    pthread_join(thread, NULL);
    return 0;
}
