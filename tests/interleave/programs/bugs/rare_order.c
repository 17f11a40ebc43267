// rare_order.c: fails only if two threads alternate three times.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char order[7];
static int length;

static void append(char letter)
{
    pthread_mutex_lock(&lock);
    order[length++] = letter;
    pthread_mutex_unlock(&lock);
}

static void *one(void *arg)
{
    for (int i = 0; i < 3; i++)
        append('a');
    return arg;
}

static void *other(void *arg)
{
    for (int i = 0; i < 3; i++)
        append('b');
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, one, NULL);
    pthread_create(&second, NULL, other, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(strcmp(order, "bababa") != 0);
    return 0;
}
