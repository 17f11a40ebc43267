// lost_node.c: two threads push to a list, and one node is lost.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

struct node {
    struct node *next;
};

static _Atomic(struct node *) list;
static struct node nodes[2];

static void push(struct node *node)
{
    struct node *first = atomic_load(&list);
    node->next = first;
    atomic_store(&list, node);
}

static void *one(void *arg)
{
    push(&nodes[0]);
    return arg;
}

static void *other(void *arg)
{
    push(&nodes[1]);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, one, NULL);
    pthread_create(&second, NULL, other, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    int length = 0;
    for (struct node *node = list; node != NULL; node = node->next)
        length++;
    assert(length == 2);
    return 0;
}
