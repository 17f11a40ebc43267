// pipes_full.c: one thread writes and then reads, the other the
// reverse.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <unistd.h>

enum { BLOCK = 4096, BLOCKS = 32 };

static int forth[2], back[2];

static void send(int fd)
{
    static const char block[BLOCK];
    for (int i = 0; i < BLOCKS; i++) {
        ssize_t sent = write(fd, block, sizeof block);
        assert(sent == BLOCK);
    }
}

static void receive(int fd)
{
    static _Thread_local char block[BLOCK];
    for (int left = BLOCK * BLOCKS; left > 0;) {
        ssize_t got = read(fd, block, sizeof block);
        assert(got > 0);
        left -= (int)got;
    }
}

static void *one(void *arg)
{
    send(forth[1]);
    receive(back[0]);
    return arg;
}

static void *other(void *arg)
{
    receive(forth[0]);
    send(back[1]);
    return arg;
}

int main(void)
{
    int failed = pipe(forth) | pipe(back);
    assert(!failed);
    pthread_t first, second;
    pthread_create(&first, NULL, one, NULL);
    pthread_create(&second, NULL, other, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
