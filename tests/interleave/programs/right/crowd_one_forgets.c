// crowd_one_forgets.c: thirty threads count under one lock.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

enum { COUNT = 30 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static int total, logged;
static int numbers[COUNT];

static void note(void)
{
    pthread_mutex_lock(&log_lock);
    logged++;
    pthread_mutex_unlock(&log_lock);
}

static void *add(void *arg)
{
    int number = *(int *)arg;
    if (number >= 0)
        pthread_mutex_lock(&lock);
    int seen = total;
    note();
    total = seen + 1;
    if (number >= 0)
        pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t threads[COUNT];
    for (int i = 0; i < COUNT; i++) {
        numbers[i] = i;
        pthread_create(&threads[i], NULL, add, &numbers[i]);
    }
    for (int i = 0; i < COUNT; i++)
        pthread_join(threads[i], NULL);
    assert(logged == COUNT);
    assert(total == COUNT);
    return 0;
}
