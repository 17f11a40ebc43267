// fails behaves one-by-one: ten threads at a time
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

    for (int first = 1; first <= n; first += 10) {
        int many = n - first + 1 < 10 ? n - first + 1 : 10;

        for (int i = 0; i < many; i++) {
            q[i].number = first + i;
            CHECK(pthread_create(&threads[i], NULL, task, &q[i]));
        }
        for (int i = 0; i < many; i++) {
            pthread_join(threads[i], NULL);
            sum += q[i].files;
        }
    }
    return sum;
}
