// From chapter 1, chapters/01-threads.md; edit it there.
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "check.h"

static void *task(void *arg)
{
    return arg;
}

int main(void)
{
    pthread_attr_t attr;
    pthread_t thread;

    CHECK(pthread_attr_init(&attr));
    CHECK(pthread_attr_setstacksize(&attr, (size_t)1 << 60));

    errno = 0;
    int error = pthread_create(&thread, &attr, task, NULL);
    int left_behind = errno;

    printf("pthread_create returned: %s\n", strerror(error));
    printf("errno says:              %s\n", strerror(left_behind));

    CHECK(pthread_create(&thread, &attr, task, NULL)); // ends here
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attr);
}
