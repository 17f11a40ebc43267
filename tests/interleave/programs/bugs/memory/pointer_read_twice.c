// pointer_read_twice.c: reads two fields by way of a pointer that changes in between.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

struct settings {
    int width, area;
};

static struct settings small = {2, 4}, large = {3, 9};
static _Atomic(struct settings *) current = &small;

static void *reader(void *arg)
{
    int width = atomic_load(&current)->width;
    int area = atomic_load(&current)->area;
    assert(width * width == area);
    return arg;
}

static void *loader(void *arg)
{
    atomic_store(&current, &large);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, reader, NULL);
    pthread_create(&second, NULL, loader, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(current == &large);
    return 0;
}
