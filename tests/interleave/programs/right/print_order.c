// print_order.c: the second thread prints when the first has been
// joined.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdio.h>

static pthread_t first;

static void *one(void *arg)
{
    puts("one");
    fflush(stdout);
    return arg;
}

static void *two(void *arg)
{
    pthread_join(first, NULL);
    puts("two");
    fflush(stdout);
    return arg;
}

int main(void)
{
    pthread_t second;
    pthread_create(&first, NULL, one, NULL);
    pthread_create(&second, NULL, two, NULL);
    pthread_join(second, NULL);
    return 0;
}
