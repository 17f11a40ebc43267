// formatted_while_written.c: main changes what the format does not read.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdio.h>

static char name[16] = "photos";
static char line[100];

static void *worker(void *arg)
{
    snprintf(line, sizeof line, "%d %.3s", 1, name);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, worker, NULL);
    name[3] = 'T';
    pthread_join(thread, NULL);
    return 0;
}
