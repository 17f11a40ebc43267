// timeout_but_set.c: looks at the flag after a timeout too.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdbool.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static bool set;
static bool seen;

static void *waiter(void *arg)
{
    struct timespec deadline;
    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline.tv_sec += 1;
    int result = 0;
    pthread_mutex_lock(&lock);
    while (!set && result == 0)
        result = pthread_cond_timedwait(&wake, &lock, &deadline);
    seen = set;
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *setter(void *arg)
{
    struct timespec pause = {1, 0};
    nanosleep(&pause, NULL);
    pthread_mutex_lock(&lock);
    set = true;
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, waiter, NULL);
    pthread_create(&second, NULL, setter, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
