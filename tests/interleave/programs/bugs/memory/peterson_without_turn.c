// peterson_without_turn.c: both raise their flag and wait for the
// other's to fall.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>

static atomic_bool wants[2];
static int count;

static void visit(int me)
{
    atomic_store(&wants[me], true);
    while (atomic_load(&wants[1 - me]))
        sched_yield();
    count++;
    atomic_store(&wants[me], false);
}

static void *one(void *arg)
{
    visit(0);
    return arg;
}

static void *other(void *arg)
{
    visit(1);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, one, NULL);
    pthread_create(&second, NULL, other, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(count == 2);
    return 0;
}
