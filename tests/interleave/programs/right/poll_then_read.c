// poll_then_read.c: two threads poll one pipe and read without
// blocking.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

static int ends[2];

static void *reader(void *arg)
{
    struct pollfd in = {.fd = ends[0], .events = POLLIN};
    int ready = poll(&in, 1, 0);
    char byte;
    if (ready == 1) {
        ssize_t got = read(ends[0], &byte, 1);
        assert(got == 1 || got == -1);
    }
    return arg;
}

int main(void)
{
    int failed = pipe(ends);
    assert(!failed);
    failed = fcntl(ends[0], F_SETFL, O_NONBLOCK);
    assert(!failed);
    ssize_t sent = write(ends[1], "x", 1);
    assert(sent == 1);
    pthread_t first, second;
    pthread_create(&first, NULL, reader, NULL);
    pthread_create(&second, NULL, reader, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    close(ends[0]);
    close(ends[1]);
    return 0;
}
