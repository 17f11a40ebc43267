// stop_not_looked_at.c: reads work only when poll says that there is
// some.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

static int work[2], stop[2];

static void *worker(void *arg)
{
    for (;;) {
        struct pollfd in[] = {
            {.fd = work[0], .events = POLLIN},
            {.fd = stop[0], .events = POLLIN},
        };
        poll(in, 2, -1);
        char byte;
        ssize_t got = 1;
        if (in[0].revents)
            got = read(work[0], &byte, 1);
        assert(got == 1);
        if (in[1].revents)
            break;
    }
    return arg;
}

static void *boss(void *arg)
{
    ssize_t sent = write(work[1], "w", 1);
    assert(sent == 1);
    sent = write(stop[1], "s", 1);
    assert(sent == 1);
    return arg;
}

int main(void)
{
    int failed = pipe(work) | pipe(stop);
    assert(!failed);
    pthread_t first, second;
    pthread_create(&first, NULL, worker, NULL);
    pthread_create(&second, NULL, boss, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
