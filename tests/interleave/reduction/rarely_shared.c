// rarely_shared.c: two threads that share plain memory, but only on the one
// schedule on which they take their turns exactly: no survey comes there.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

enum { ROUNDS = 6 };

static atomic_int turns, own[2];
static int shared, seen;

// Whether this thread came just in time, round after round.
static int keeps_time(int me)
{
    for (int i = 0; i < ROUNDS; i++) {
        int now = 2 * i + me;
        if (!atomic_compare_exchange_strong(&turns, &now, now + 1))
            return 0;
    }
    return 1;
}

static void *writer(void *arg)
{
    if (keeps_time(0)) {
        atomic_fetch_add(&own[0], 1);
        shared = 1;
    }
    return arg;
}

static void *reader(void *arg)
{
    if (keeps_time(1)) {
        atomic_fetch_add(&own[1], 1);
        seen = 1 + shared;
    }
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, writer, NULL);
    pthread_create(&second, NULL, reader, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    printf("turns %d, seen %d\n", atomic_load(&turns), seen);
    return 0;
}
