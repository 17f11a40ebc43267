// attributes.c: attributes, names and priorities pass through.
#define _GNU_SOURCE // pthread_setname_np

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <string.h>

#include "semantics.h"

static void *task(void *arg)
{
    int policy;
    struct sched_param parameters;
    pthread_t self = pthread_self();
    SAME(pthread_getschedparam(self, &policy, &parameters), 0);
    SAME(policy, SCHED_OTHER);
    // More than the default of musl holds, less than was asked for.
    volatile char room[512 * 1024];
    room[0] = 1;
    room[sizeof room - 1] = 2;
    SAME(room[0] + room[sizeof room - 1], 3);
    return arg;
}

int main(void)
{
    pthread_attr_t attributes;
    SAME(pthread_attr_init(&attributes), 0);
    int state;
    SAME(pthread_attr_getdetachstate(&attributes, &state), 0);
    SAME(state, PTHREAD_CREATE_JOINABLE);
    SAME(pthread_attr_setstacksize(&attributes, 1), EINVAL);
    SAME(pthread_attr_setstacksize(&attributes, 2048 * 1024), 0);
    size_t size;
    SAME(pthread_attr_getstacksize(&attributes, &size), 0);
    SAME(size, 2048 * 1024);
    pthread_t thread;
    SAME(pthread_create(&thread, &attributes, task, NULL), 0);
    SAME(pthread_join(thread, NULL), 0);
    SAME(pthread_attr_destroy(&attributes), 0);

    char name[16];
    SAME(pthread_setname_np(pthread_self(), "worker"), 0);
    SAME(pthread_getname_np(pthread_self(), name, sizeof name), 0);
    SAME(strcmp(name, "worker"), 0);
    const char *too_long = "sixteen letters!";
    SAME(pthread_setname_np(pthread_self(), too_long), ERANGE);
    SAME(sched_yield(), 0);
    return 0;
}
