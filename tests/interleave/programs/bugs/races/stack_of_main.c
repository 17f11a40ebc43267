// stack_of_main.c: changes a local variable that the thread just
// started reads.
#include <pthread.h>
#include <stdint.h>

static void *reader(void *arg)
{
    return (void *)(intptr_t) * (int *)arg;
}

int main(void)
{
    pthread_t thread;
    void *seen;
    int number = 1;
    pthread_create(&thread, NULL, reader, &number);
    number = 2;
    pthread_join(thread, &seen);
    return number - (int)(intptr_t)seen < 0;
}
