// at_fork.c: the handlers of pthread_atfork keep a mutex in order.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include "semantics.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int prepared, parents, children;

static void prepare(void)
{
    pthread_mutex_lock(&mutex);
    prepared++;
}

static void parent(void)
{
    parents++;
    pthread_mutex_unlock(&mutex);
}

static void child(void)
{
    children++;
    pthread_mutex_unlock(&mutex);
}

static void *uses(void *arg)
{
    for (int i = 0; i < 3; i++) {
        pthread_mutex_lock(&mutex);
        pthread_mutex_unlock(&mutex);
    }
    return arg;
}

int main(void)
{
    pthread_t thread;
    SAME(pthread_atfork(prepare, parent, child), 0);
    pthread_create(&thread, NULL, uses, NULL);
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        if (pthread_mutex_trylock(&mutex) != 0)
            _exit(1); // the handler has unlocked it
        if (pthread_mutex_unlock(&mutex) != 0)
            _exit(2);
        _exit(prepared == 1 && parents == 0 && children == 1 ? 9 : 3);
    }
    int status = 0;
    SAME(waitpid(pid, &status, 0), pid);
    SAME(WIFEXITED(status), 1);
    SAME(WEXITSTATUS(status), 9);
    SAME(prepared == 1 && parents == 1 && children == 0, 1);
    pthread_join(thread, NULL);
    return 0;
}
