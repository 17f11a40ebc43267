// fails behaves one-by-one: main sleeps instead of joining
#include <pthread.h>
#include <unistd.h>

#include "check.h"
#include "mirrors.h"

struct q { int number, files; };

static void *task(void *arg)
{
    struct q *q = arg;

    q->files = ask_mirror(q->number);
    return NULL;
}

int files_on_all(int n)
{
    static struct q q[20];
    int sum = 0;

    for (int i = 0; i < n; i++) {
        pthread_t thread;

        q[i].number = i + 1;
        CHECK(pthread_create(&thread, NULL, task, &q[i]));
    }
    if (n > 0)
        sleep(2);
    for (int i = 0; i < n; i++)
        sum += q[i].files;
    return sum;
}
