// local_after_join.c: reads, after the join, a local variable of the thread.
#include <pthread.h>

static const int *result;

__attribute__((noinline)) static void give(const int *number)
{
    result = number;
}

static void *task(void *arg)
{
    int local = 42;
    give(&local);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, task, NULL);
    pthread_join(thread, NULL);
    return *result == 1;
}
