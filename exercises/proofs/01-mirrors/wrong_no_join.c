// fails behaves early-return: it adds up at once.
#include <pthread.h>

#include "check.h"
#include "mirrors.h"

struct question {
    int number, files;
    pthread_t thread;
};

static void *task(void *arg)
{
    struct question *question = arg;

    question->files = ask_mirror(question->number);
    return NULL;
}

int files_on_all(int n)
{
    static struct question questions[20];
    int sum = 0;

    for (int i = 0; i < n; i++)
        questions[i].files = 0;

    for (int i = 0; i < n; i++) {
        questions[i].number = i + 1;
        CHECK(pthread_create(&questions[i].thread, NULL, task,
                             &questions[i]));
    }
    for (int i = 0; i < n; i++) {
        sum += questions[i].files;
    }
    return sum;
}
