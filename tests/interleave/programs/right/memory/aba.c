// aba.c: a number beside the pointer tells the same node from the old.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

enum { NONE = 3 };

static atomic_int next[3] = {1, 2, NONE};
// The top in the low byte; above it, the number of changes.
static atomic_int stack;

static int pop(void)
{
    int old = atomic_load(&stack);
    for (;;) {
        int top = old & 0xff;
        int new = ((old >> 8) + 1) << 8 | next[top];
        if (atomic_compare_exchange_strong(&stack, &old, new))
            return top;
    }
}

static void push(int node)
{
    int old = atomic_load(&stack);
    int new;
    do {
        next[node] = old & 0xff;
        new = ((old >> 8) + 1) << 8 | node;
    } while (!atomic_compare_exchange_strong(&stack, &old, new));
}

static int kept, kept_other;

static void *one(void *arg)
{
    kept = pop();
    return arg;
}

static void *other(void *arg)
{
    int first = pop();
    kept_other = pop();
    push(first);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, one, NULL);
    pthread_create(&second, NULL, other, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(kept != kept_other);
    assert((atomic_load(&stack) & 0xff) != kept_other);
    return 0;
}
