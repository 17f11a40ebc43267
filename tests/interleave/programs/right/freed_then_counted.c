// freed_then_counted.c: reads from a block before it frees it.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct list {
    struct list *next;
    int number;
};

__attribute__((noinline)) static void drop(void *memory)
{
    free(memory);
}

static void *frees(void *arg)
{
    volatile int sum = 0;
    for (struct list *l = arg; l;) {
        struct list *next = l->next;
        sum += l->number;
        drop(l);
        l = next;
    }
    printf("%d\n", sum > 0);
    return NULL;
}

int main(void)
{
    struct list *list = NULL;
    for (int i = 0; i < 3; i++) {
        struct list *l = malloc(sizeof *l);
        *l = (struct list){list, i};
        list = l;
    }
    pthread_t thread;
    pthread_create(&thread, NULL, frees, list);
    pthread_join(thread, NULL);
    return 0;
}
