// beside_a_loop.c: loses an addition, beside a loop over shared numbers
// that is much longer.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

enum { MANY = 8000 };

static volatile int numbers[MANY];
static int done;

static void *task(void *arg)
{
    for (int i = 0; i < MANY; i++)
        numbers[i] += i;
    done++;
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, task, NULL);
    pthread_create(&second, NULL, task, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(done == 2);
    return 0;
}
