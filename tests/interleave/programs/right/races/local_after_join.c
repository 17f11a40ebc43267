// local_after_join.c: the thread has copied its local variable to where it
// stays.
#include <pthread.h>

static int result;

__attribute__((noinline)) static void give(const int *number)
{
    result = *number;
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
    return result == 1;
}
