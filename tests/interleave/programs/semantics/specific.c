// specific.c: each thread's own values, and the destructors at its end.
#define _POSIX_C_SOURCE 200809L

#include <limits.h>
#include <pthread.h>

#include "semantics.h"

static pthread_key_t plain, stubborn, deleted;
static int plain_calls, stubborn_calls, deleted_calls;
static int in_thread;
static pthread_t owner;

static void plain_end(void *value)
{
    plain_calls++;
    SAME(*(int *)value, 7);
    SAME(pthread_getspecific(plain) == NULL, 1);
    in_thread = pthread_equal(pthread_self(), owner) != 0;
}

static void stubborn_end(void *value)
{
    stubborn_calls++;
    pthread_setspecific(stubborn, value);
}

static void deleted_end(void *value)
{
    (void)value;
    deleted_calls++;
}

static void *task(void *arg)
{
    owner = pthread_self();
    SAME(pthread_getspecific(plain) == NULL, 1);
    SAME(pthread_setspecific(plain, arg), 0);
    SAME(pthread_getspecific(plain) == arg, 1);
    SAME(pthread_setspecific(stubborn, arg), 0);
    SAME(pthread_setspecific(deleted, arg), 0);
    SAME(pthread_key_delete(deleted), 0);
    return NULL;
}

static void *without_values(void *arg)
{
    pthread_setspecific(plain, arg);
    pthread_setspecific(plain, NULL);
    return arg;
}

int main(void)
{
    SAME(pthread_key_create(&plain, plain_end), 0);
    SAME(pthread_key_create(&stubborn, stubborn_end), 0);
    SAME(pthread_key_create(&deleted, deleted_end), 0);
    int mine = 1, its = 7;
    pthread_setspecific(plain, &mine);

    pthread_t thread;
    pthread_create(&thread, NULL, task, &its);
    pthread_join(thread, NULL);
    SAME(plain_calls, 1);
    SAME(in_thread, 1);
    SAME(stubborn_calls, PTHREAD_DESTRUCTOR_ITERATIONS);
    SAME(deleted_calls, 0);
    pthread_create(&thread, NULL, without_values, &its);
    pthread_join(thread, NULL);
    SAME(plain_calls, 1);
    SAME(pthread_getspecific(plain) == &mine, 1);
    return 0;
}
