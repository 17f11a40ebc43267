// aba_pop.c: the top is the same node again, but not what lies below
// it.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>

struct node {
    struct node *below;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct node bottom, middle = {&bottom}, top = {&middle};
static struct node *stack = &top;

static struct node *pop(void)
{
    for (;;) {
        pthread_mutex_lock(&lock);
        struct node *first = stack;
        struct node *next = first->below;
        pthread_mutex_unlock(&lock);
        pthread_mutex_lock(&lock);
        bool unchanged = stack == first;
        if (unchanged)
            stack = next;
        pthread_mutex_unlock(&lock);
        if (unchanged)
            return first;
    }
}

static void push(struct node *node)
{
    pthread_mutex_lock(&lock);
    node->below = stack;
    stack = node;
    pthread_mutex_unlock(&lock);
}

static struct node *got;

static void *one(void *arg)
{
    got = pop();
    return arg;
}

static struct node *got_other;

static void *other(void *arg)
{
    struct node *first = pop();
    got_other = pop();
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
    assert(got != got_other && stack != got_other && stack != got);
    return 0;
}
