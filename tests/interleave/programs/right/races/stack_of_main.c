// stack_of_main.c: changes a local variable only after the thread
// that reads it has ended.
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
    pthread_join(thread, &seen);
    number = 2;
    return number - (int)(intptr_t)seen < 0;
}
