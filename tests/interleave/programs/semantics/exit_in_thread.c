// exit_in_thread.c: main ends alone, a thread ends all by exit.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>

#include "semantics.h"

static pthread_t main_thread;

static void at_end(void)
{
    printf("ok functions of atexit run\n");
}

static void *task(void *arg)
{
    (void)arg;
    void *result = NULL;
    SAME(pthread_join(main_thread, &result), 0);
    SAME(result == &main_thread, 1);
    exit(0);
}

int main(void)
{
    main_thread = pthread_self();
    atexit(at_end);
    pthread_t thread;
    pthread_create(&thread, NULL, task, NULL);
    pthread_detach(thread);
    pthread_exit(&main_thread);
}
