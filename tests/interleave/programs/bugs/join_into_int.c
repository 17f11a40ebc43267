// join_into_int.c: the results are kept as ints, and a join writes a
// whole pointer.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdint.h>

enum { COUNT = 3 };

static int results[COUNT];

static void *square(void *arg)
{
    intptr_t n = (intptr_t)arg;
    return (void *)(n * n);
}

int main(void)
{
    pthread_t threads[COUNT];
    for (int i = 0; i < COUNT; i++)
        pthread_create(&threads[i], NULL, square, (void *)(intptr_t)i);
    for (int i = 0; i < COUNT - 1; i++)
        pthread_join(threads[i], (void **)&results[i]);
    pthread_join(threads[COUNT - 1], NULL);
    assert(results[0] == 0);
    return 0;
}
