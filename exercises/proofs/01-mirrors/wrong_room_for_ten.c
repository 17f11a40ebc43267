// fails behaves index: room for ten threads, and there are up to twenty
#include <pthread.h>

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
    struct q q[10];
    pthread_t threads[10];
    int sum = 0;

    for (int i = 0; i < n; i++) {
        q[i].number = i + 1;
        CHECK(pthread_create(&threads[i], NULL, task, &q[i]));
    }
    for (int i = 0; i < n; i++) {
        pthread_join(threads[i], NULL);
        sum += q[i].files;
    }
    return sum;
}
