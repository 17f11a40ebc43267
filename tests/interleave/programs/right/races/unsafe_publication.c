// unsafe_publication.c: publishes a pointer so that what it leads to
// is there.
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct settings {
    int size;
};

static _Atomic(struct settings *) current;

static void *load(void *arg)
{
    struct settings *s = malloc(sizeof *s);
    if (s) {
        s->size = 8;
        current = s;
    }
    return arg;
}

int main(void)
{
    pthread_t thread;
    int size = 8;
    pthread_create(&thread, NULL, load, NULL);
    struct settings *s = current;
    if (s)
        size = s->size;
    pthread_join(thread, NULL);
    free(current);
    return size != 8;
}
