// fails idles busy: main asks in a loop whether all have answered
#include <pthread.h>
#include <stdatomic.h>

#include "check.h"
#include "mirrors.h"

static atomic_int done;
static atomic_int sum;

static void *task(void *arg)
{
    atomic_fetch_add(&sum, ask_mirror(*(int *)arg));
    atomic_fetch_add(&done, 1);
    return NULL;
}

int files_on_all(int n)
{
    int numbers[20];
    pthread_t threads[20];

    done = 0;
    sum = 0;
    for (int i = 0; i < n; i++) {
        numbers[i] = i + 1;
        CHECK(pthread_create(&threads[i], NULL, task, &numbers[i]));
    }
    while (atomic_load(&done) < n)
        ;
    for (int i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
    return sum;
}
