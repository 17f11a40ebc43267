// refused_join.c: joins until it succeeds, and asks for a time that is
// none: each call fails at once.
#define _GNU_SOURCE

#include <pthread.h>
#include <time.h>

static void *task(void *arg)
{
    return arg;
}

int main(void)
{
    const struct timespec deadline = {.tv_nsec = 1000000000};
    pthread_t thread;
    pthread_create(&thread, NULL, task, NULL);
    while (pthread_timedjoin_np(thread, NULL, &deadline) != 0)
        ;
    return 0;
}
