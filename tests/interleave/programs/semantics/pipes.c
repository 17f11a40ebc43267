// pipes.c: threads that read and write; ends, errors, fullness.
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "semantics.h"

enum { MANY = 300000 };

static int ends[2];

static void *say(void *arg)
{
    SAME(write(ends[1], "hello", 5), 5);
    return arg;
}

static void *close_it(void *arg)
{
    SAME(close(ends[1]), 0);
    return arg;
}

// More than a pipe holds.
static void *pour(void *arg)
{
    static const char water[MANY];
    SAME(write(ends[1], water, sizeof water), MANY);
    return arg;
}

int main(void)
{
    signal(SIGPIPE, SIG_IGN);
    SAME(pipe(ends), 0);
    char words[8] = "";
    pthread_t thread;
    pthread_create(&thread, NULL, say, NULL);
    SAME(read(ends[0], words, sizeof words), 5);
    SAME(memcmp(words, "hello", 5), 0);
    pthread_join(thread, NULL);

    pthread_create(&thread, NULL, pour, NULL);
    long got = 0;
    while (got < MANY) {
        static char bucket[10000];
        ssize_t more = read(ends[0], bucket, sizeof bucket);
        if (more <= 0)
            return 1;
        got += more;
    }
    SAME(got, MANY);
    pthread_join(thread, NULL);

    SAME(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
    SAME(read(ends[0], words, 1), -1);
    SAME(errno, EAGAIN);
    SAME(fcntl(ends[0], F_SETFL, 0), 0);

    pthread_create(&thread, NULL, close_it, NULL);
    SAME(read(ends[0], words, 1), 0);
    pthread_join(thread, NULL);
    close(ends[0]);

    SAME(pipe(ends), 0);
    close(ends[0]);
    SAME(write(ends[1], "x", 1), -1);
    SAME(errno, EPIPE);
    close(ends[1]);
    SAME(read(ends[0], words, 1), -1);
    SAME(errno, EBADF);
    return 0;
}
