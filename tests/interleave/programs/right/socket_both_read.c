// socket_both_read.c: one end of a connection greets, the other
// answers.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <unistd.h>

#include <sys/socket.h>

static int ends[2];

static void greet(int fd)
{
    ssize_t sent = write(fd, "hello", 5);
    assert(sent == 5);
}

static void hear(int fd)
{
    char words[5];
    ssize_t got = read(fd, words, sizeof words);
    assert(got == 5);
}

static void *client(void *arg)
{
    greet(ends[0]);
    hear(ends[0]);
    return arg;
}

static void *server(void *arg)
{
    hear(ends[1]);
    greet(ends[1]);
    return arg;
}

int main(void)
{
    int failed = socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
    assert(!failed);
    pthread_t first, second;
    pthread_create(&first, NULL, client, NULL);
    pthread_create(&second, NULL, server, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    close(ends[0]);
    close(ends[1]);
    return 0;
}
