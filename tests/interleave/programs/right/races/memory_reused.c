// memory_reused.c: stacks and blocks that one thread leaves, another
// gets.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static void *task(void *arg)
{
    char local[64];
    char *block = malloc(64);
    memset(local, 1, sizeof local);
    if (block) {
        memcpy(block, local, 64);
        block = realloc(block, 4096);
    }
    free(block);
    return arg;
}

int main(void)
{
    pthread_attr_t detached;
    pthread_t thread;
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    for (int i = 0; i < 3; i++)
        pthread_create(&thread, &detached, task, NULL);
    pthread_attr_destroy(&detached);
    pthread_exit(NULL);
}
