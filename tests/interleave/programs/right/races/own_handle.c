// own_handle.c: a thread asks for its number.
#include <pthread.h>

static pthread_t thread;

static void *task(void *arg)
{
    pthread_t own = pthread_self();
    return pthread_equal(own, pthread_self()) ? arg : &thread;
}

int main(void)
{
    void *result;
    pthread_create(&thread, NULL, task, NULL);
    pthread_join(thread, &result);
    return 0;
}
