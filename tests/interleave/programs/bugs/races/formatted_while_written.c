// formatted_while_written.c: main takes the name back that a worker formats.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdio.h>
#include <wchar.h>

static char name[16] = "photos";
static char line[100];

// What stands before the name takes values of every size.
static void *worker(void *arg)
{
    snprintf(line, sizeof line,
             "%% %d %5.2f %Lg %-*.*s %lc %x %lld %zu %p %s", 1, 2.0,
             (long double)3, 4, 2, "text", (wint_t)L'c', 5u, 6LL,
             sizeof line, (void *)line, name);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, worker, NULL);
    name[0] = 'P';
    pthread_join(thread, NULL);
    return 0;
}
