// refused_sleep.c: sleeps again until all of the time has passed, and asks
// for a time that is none: each call fails at once.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <time.h>

static void *sleeper(void *arg)
{
    struct timespec left = {.tv_nsec = 1500000000};
    while (nanosleep(&left, &left) != 0)
        ;
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, sleeper, NULL);
    pthread_join(thread, NULL);
    return 0;
}
