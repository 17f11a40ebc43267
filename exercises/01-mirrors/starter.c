#include <pthread.h>

#include "check.h"
#include "mirrors.h"

static void *task(void *arg)
{
    int *number = arg;

    ask_mirror(*number);
    return NULL;
}

int files_on_all(int n)
{
    pthread_t threads[20];

    for (int i = 1; i <= n; i++)
        CHECK(pthread_create(&threads[i - 1], NULL, task, &i));
    // TODO: each thread needs a number of its own, and a place for the
    // answer of its mirror. Wait for all of them, and add up.
    return 0;
}
