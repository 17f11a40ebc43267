// frame_gone.c: the thread reads a frame of a function that has
// returned.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static pthread_t thread;

static void *reader(void *arg)
{
    volatile int *magic = arg;
    assert(*magic == 4711);
    return NULL;
}

__attribute__((noinline)) static void start(void)
{
    volatile int magic[16];
    for (int i = 0; i < 16; i++)
        magic[i] = 4711;
    pthread_create(&thread, NULL, reader, (void *)&magic[8]);
}

__attribute__((noinline)) static int reuse_the_stack(void)
{
    volatile int other[16];
    for (int i = 0; i < 16; i++)
        other[i] = 1;
    return other[3];
}

int main(void)
{
    start();
    int one = reuse_the_stack();
    pthread_join(thread, NULL);
    return one == 1 ? 0 : 1;
}
