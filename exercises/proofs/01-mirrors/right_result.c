// The number goes in as the pointer, the answer comes out as the result.
#include <pthread.h>
#include <stdint.h>

#include "check.h"
#include "mirrors.h"

static void *task(void *arg)
{
    return (void *)(intptr_t)ask_mirror((int)(intptr_t)arg);
}

int files_on_all(int n)
{
    pthread_t threads[20];
    intptr_t sum = 0;

    for (intptr_t i = 0; i < n; i++)
        CHECK(pthread_create(&threads[i], NULL, task, (void *)(i + 1)));
    while (n > 0) {
        void *files;

        pthread_join(threads[--n], &files);
        sum += (intptr_t)files;
    }
    return (int)sum;
}
