// static_result.c: gives out a static buffer that the next caller
// overwrites.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static const char *name_of(int number)
{
    static char name[8];
    pthread_mutex_lock(&lock);
    snprintf(name, 8, "no. %d", number);
    pthread_mutex_unlock(&lock);
    return name;
}

static void *one(void *arg)
{
    const char *name = name_of(1);
    pthread_mutex_lock(&lock);
    assert(strcmp(name, "no. 1") == 0);
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *two(void *arg)
{
    const char *name = name_of(2);
    pthread_mutex_lock(&lock);
    assert(strcmp(name, "no. 2") == 0);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, one, NULL);
    pthread_create(&second, NULL, two, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
