// Each thread adds to one sum, under a mutex, after it has asked.
#include <pthread.h>
#include <stdlib.h>

#include "check.h"
#include "mirrors.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int sum, next;

static void *task(void *arg)
{
    pthread_mutex_lock(&mutex);
    int number = ++next;
    pthread_mutex_unlock(&mutex);

    int files = ask_mirror(number);

    pthread_mutex_lock(&mutex);
    sum += files;
    pthread_mutex_unlock(&mutex);
    return arg;
}

int files_on_all(int n)
{
    pthread_t *threads = malloc((size_t)(n + 1) * sizeof *threads);

    if (!threads)
        return -1;
    sum = next = 0;
    for (int i = 0; i < n; i++)
        CHECK(pthread_create(&threads[i], NULL, task, NULL));
    for (int i = 0; i < n; i++)
        CHECK(pthread_join(threads[i], NULL));
    free(threads);
    return sum;
}
