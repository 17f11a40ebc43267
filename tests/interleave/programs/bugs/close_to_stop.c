// close_to_stop.c: closes the reader's end to stop it, which wakes
// nobody.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <unistd.h>

static int ends[2];

static void *reader(void *arg)
{
    char byte;
    ssize_t got = read(ends[0], &byte, 1);
    assert(got <= 0);
    return arg;
}

int main(void)
{
    int failed = pipe(ends);
    assert(!failed);
    pthread_t thread;
    pthread_create(&thread, NULL, reader, NULL);
    close(ends[0]);
    pthread_join(thread, NULL);
    close(ends[1]);
    return 0;
}
