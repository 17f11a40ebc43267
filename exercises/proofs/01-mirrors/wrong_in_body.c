// fails behaves shared-number: each number is a variable of the body of the
// loop, which is gone after the round.
#include <pthread.h>
#include <stdint.h>

#include "check.h"
#include "mirrors.h"

static void *task(void *arg)
{
    int number = *(int *)arg;

    return (void *)(intptr_t)ask_mirror(number);
}

int files_on_all(int n)
{
    pthread_t threads[20];
    int sum = 0;

    for (int i = 0; i < n; i++) {
        int number = i + 1;
        CHECK(pthread_create(&threads[i], NULL, task, &number));
    }
    for (int i = 0; i < n; i++) {
        void *files;
        pthread_join(threads[i], &files);
        sum += (int)(intptr_t)files;
    }
    return sum;
}
