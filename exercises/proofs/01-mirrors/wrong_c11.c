// fails allowed c11-threads: right, but the checks cannot follow it.
#include <threads.h>

#include "check.h"
#include "mirrors.h"

static int task(void *arg)
{
    return ask_mirror(*(int *)arg);
}

int files_on_all(int n)
{
    thrd_t threads[20];
    int numbers[20], sum = 0;

    for (int i = 0; i < n; i++) {
        numbers[i] = i + 1;
        CHECK(thrd_create(&threads[i], task, &numbers[i]) !=
              thrd_success);
    }
    for (int i = 0; i < n; i++) {
        int files = 0;

        thrd_join(threads[i], &files);
        sum += files;
    }
    return sum;
}
