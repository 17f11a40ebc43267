// closed_twice.c: two threads close a pipe, and the second closes another file.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool closed;
static int ends[2], mine[2];

static void *closer(void *arg)
{
    if (close(ends[0]) != 0)
        return NULL;
    return arg;
}

static void *opener(void *arg)
{
    closer(NULL);
    assert(pipe(mine) == 0);
    assert(write(mine[1], "x", 1) == 1);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    char byte;
    assert(pipe(ends) == 0);
    pthread_create(&first, NULL, closer, NULL);
    pthread_create(&second, NULL, opener, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(read(mine[0], &byte, 1) == 1);
    pthread_mutex_destroy(&lock);
    return closed;
}
