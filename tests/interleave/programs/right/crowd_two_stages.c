// crowd_two_stages.c: ten threads fill two tables in one stage.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

enum { COUNT = 10 };

static pthread_mutex_t first_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t second_lock = PTHREAD_MUTEX_INITIALIZER;
static int first_table, second_table;

static void *filler(void *arg)
{
    pthread_mutex_lock(&first_lock);
    first_table = 1;
    pthread_mutex_lock(&second_lock);
    second_table = first_table + 1;
    pthread_mutex_unlock(&second_lock);
    pthread_mutex_unlock(&first_lock);
    return arg;
}

static void *reader(void *arg)
{
    pthread_mutex_lock(&first_lock);
    int first = first_table;
    if (first == 0) {
        pthread_mutex_unlock(&first_lock);
        return arg;
    }
    pthread_mutex_lock(&second_lock);
    int second = second_table;
    pthread_mutex_unlock(&second_lock);
    pthread_mutex_unlock(&first_lock);
    assert(second == first + 1);
    return arg;
}

int main(void)
{
    pthread_t fillers[COUNT], readers[COUNT];
    for (int i = 0; i < COUNT; i++)
        pthread_create(&fillers[i], NULL, filler, NULL);
    for (int i = 0; i < COUNT; i++)
        pthread_create(&readers[i], NULL, reader, NULL);
    for (int i = 0; i < COUNT; i++) {
        pthread_join(fillers[i], NULL);
        pthread_join(readers[i], NULL);
    }
    return 0;
}
