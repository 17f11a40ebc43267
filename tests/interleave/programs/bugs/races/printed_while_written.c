// printed_while_written.c: main changes a line that a worker prints.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdio.h>

static char line[] = "one\ntwo";

static void *worker(void *arg)
{
    puts(line);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, worker, NULL);
    line[3] = ' ';
    pthread_join(thread, NULL);
    return 0;
}
