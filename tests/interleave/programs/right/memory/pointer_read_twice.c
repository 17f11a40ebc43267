// pointer_read_twice.c: reads a pointer once, and two fields by way of it.
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
    struct settings *mine = atomic_load(&current);
    int width = mine->width, area = mine->area;
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
