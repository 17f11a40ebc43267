// stop_byte_drained.c: reads several bytes at once, and looks at each.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <unistd.h>

static int ends[2];

static void *reader(void *arg)
{
    bool stopped = false;
    while (!stopped) {
        char bytes[8];
        ssize_t got = read(ends[0], bytes, sizeof bytes);
        assert(got > 0);
        for (ssize_t i = 0; i < got; i++)
            stopped = stopped || bytes[i] == 's';
    }
    return arg;
}

static void *writer(void *arg)
{
    ssize_t sent = write(ends[1], "w", 1);
    assert(sent == 1);
    sent = write(ends[1], "s", 1);
    assert(sent == 1);
    return arg;
}

int main(void)
{
    int failed = pipe(ends);
    assert(!failed);
    pthread_t first, second;
    pthread_create(&first, NULL, reader, NULL);
    pthread_create(&second, NULL, writer, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    close(ends[0]);
    close(ends[1]);
    return 0;
}
