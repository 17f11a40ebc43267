// use_before_init.c: starts the thread, then makes what the thread
// needs.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

struct settings {
    int limit;
};

static struct settings *settings;

static void *worker(void *arg)
{
    assert(settings != NULL);
    assert(settings->limit == 6);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, worker, NULL);
    struct settings mine = {.limit = 6};
    settings = &mine;
    pthread_join(thread, NULL);
    return 0;
}
