// stolen_and_popped.c: the last item of a deque is popped or stolen, not both.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

// The owner takes from the bottom, the thief from the top.
static int items[4] = {1, 2};
static atomic_int top, bottom = 2;
static int taken[3];

static int pop(void)
{
    int b = atomic_load(&bottom) - 1;
    atomic_store(&bottom, b);
    int t = atomic_load(&top);
    if (t > b) {
        atomic_store(&bottom, b + 1);
        return 0;
    }
    if (t < b)
        return items[b];
    // The last one: whoever moves the top has it.
    int item =
        atomic_compare_exchange_strong(&top, &t, t + 1) ? items[b] : 0;
    atomic_store(&bottom, b + 1);
    return item;
}

static int steal(void)
{
    int t = atomic_load(&top);
    if (t >= atomic_load(&bottom))
        return 0;
    int item = items[t];
    return atomic_compare_exchange_strong(&top, &t, t + 1) ? item : 0;
}

static void *owner(void *arg)
{
    taken[0] = pop();
    taken[1] = pop();
    return arg;
}

static void *thief(void *arg)
{
    taken[2] = steal();
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, owner, NULL);
    pthread_create(&second, NULL, thief, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(taken[0] + taken[1] + taken[2] == 3);
    return 0;
}
