// shared_loop_variable.c: hands every thread an address of its own.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>

enum { COUNT = 3 };

static int seen[COUNT];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *mark(void *arg)
{
    int number = *(int *)arg;
    pthread_mutex_lock(&lock);
    if (number < COUNT)
        seen[number]++;
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t threads[COUNT];
    int numbers[COUNT];
    for (int i = 0; i < COUNT; i++) {
        numbers[i] = i;
        pthread_create(&threads[i], NULL, mark, &numbers[i]);
    }
    for (int i = 0; i < COUNT; i++)
        pthread_join(threads[i], NULL);
    return seen[0] == 1 && seen[1] == 1 && seen[2] == 1 ? 0 : 1;
}
