// own_handle.c: a thread reads the variable in which pthread_create
// leaves its number.
#include <pthread.h>

static pthread_t thread;

static void *task(void *arg)
{
    pthread_t own = thread;
    return pthread_equal(own, pthread_self()) ? arg : &thread;
}

int main(void)
{
    void *result;
    pthread_create(&thread, NULL, task, NULL);
    pthread_join(thread, &result);
    return 0;
}
