// lost_update.c: two threads add to a plain counter, and one addition
// is lost.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static int count;

static void *add_one(void *arg)
{
    count++;
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, add_one, NULL);
    pthread_create(&second, NULL, add_one, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(count == 2);
    return 0;
}
