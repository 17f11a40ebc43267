// freed_while_read.c: gives memory back while a thread may still read
// it.
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

static void *reader(void *arg)
{
    return (void *)(intptr_t) * (int *)arg;
}

int main(void)
{
    pthread_t thread;
    int *number = malloc(sizeof *number);
    if (!number)
        return 1;
    *number = 5;
    pthread_create(&thread, NULL, reader, number);
    free(number);
    pthread_join(thread, NULL);
    return 0;
}
