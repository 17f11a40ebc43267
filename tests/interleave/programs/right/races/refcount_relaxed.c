// refcount_relaxed.c: the last owner acquires what the others did
// before it frees.
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct shared {
    atomic_int owners;
    int data[2];
};

static void drop(struct shared *s)
{
    if (atomic_fetch_sub_explicit(&s->owners, 1,
                                  memory_order_release) == 1) {
        atomic_thread_fence(memory_order_acquire);
        free(s);
    }
}

static void *owner(void *arg)
{
    struct shared *s = arg;
    s->data[1] = 1;
    drop(s);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    struct shared *s = calloc(1, sizeof *s);
    if (!s)
        return 1;
    s->owners = 2;
    pthread_create(&thread, NULL, owner, s);
    s->data[0] = 1;
    drop(s);
    pthread_join(thread, NULL);
    return 0;
}
