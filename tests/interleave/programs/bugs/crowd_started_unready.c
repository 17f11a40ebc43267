// crowd_started_unready.c: of fifty threads, the last starts before its
// place is made.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

enum { COUNT = 50 };

static int *places[COUNT];
static int room[COUNT];
static int numbers[COUNT];

static void *use(void *arg)
{
    int number = *(int *)arg;
    assert(places[number] != NULL);
    *places[number] = number;
    return NULL;
}

int main(void)
{
    pthread_t threads[COUNT];
    for (int i = 0; i < COUNT; i++) {
        numbers[i] = i;
        if (i < COUNT - 1)
            places[i] = &room[i];
        pthread_create(&threads[i], NULL, use, &numbers[i]);
    }
    places[COUNT - 1] = &room[COUNT - 1];
    for (int i = 0; i < COUNT; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
