// revived_at_zero.c: takes a reference to what has none left.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

struct shared {
    atomic_int references;
    int value;
};

static struct shared *cached;

static bool take(struct shared *s)
{
    return atomic_fetch_add(&s->references, 1) >= 0;
}

static void drop(struct shared *s)
{
    if (atomic_fetch_sub(&s->references, 1) == 1)
        s->value = 0; // as if it were gone
}

static void *user(void *arg)
{
    if (take(cached)) {
        assert(cached->value == 1);
        drop(cached);
    }
    return arg;
}

static void *owner(void *arg)
{
    drop(cached);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    cached = malloc(sizeof *cached);
    *cached = (struct shared){1, 1};
    pthread_create(&first, NULL, user, NULL);
    pthread_create(&second, NULL, owner, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    free(cached);
    return 0;
}
