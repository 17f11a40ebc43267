// static_result.c: writes into a buffer that the caller brings.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static const char *name_of(int number, char name[8])
{
    pthread_mutex_lock(&lock);
    snprintf(name, 8, "no. %d", number);
    pthread_mutex_unlock(&lock);
    return name;
}

static void *one(void *arg)
{
    char mine[8];
    const char *name = name_of(1, mine);
    pthread_mutex_lock(&lock);
    assert(strcmp(name, "no. 1") == 0);
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *two(void *arg)
{
    char mine[8];
    const char *name = name_of(2, mine);
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
