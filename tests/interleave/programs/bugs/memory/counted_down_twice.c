// counted_down_twice.c: two threads count a plain number down to zero,
// and miss it.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static volatile int left = 6;

static void *count_down(void *arg)
{
    for (int i = 0; i < 3; i++)
        left--;
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, count_down, NULL);
    pthread_create(&second, NULL, count_down, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(left == 0);
    return 0;
}
