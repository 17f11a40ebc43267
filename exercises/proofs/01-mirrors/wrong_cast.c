// fails behaves misuse: a join writes a pointer into an int
#include <pthread.h>
#include <stdint.h>

#include "check.h"
#include "mirrors.h"

static pthread_t threads[20];
static int files[20];

static void *task(void *arg)
{
    int number = (int)(intptr_t)arg;

    return (void *)(intptr_t)ask_mirror(number);
}

int files_on_all(int n)
{
    int sum = 0;

    for (int i = 0; i < n; i++)
        CHECK(pthread_create(&threads[i], NULL, task,
                             (void *)(intptr_t)(i + 1)));
    for (int i = 0; i < n; i++)
        pthread_join(threads[i], (void **)&files[i]);
    for (int i = 0; i < n; i++)
        sum += files[i];
    return sum;
}
