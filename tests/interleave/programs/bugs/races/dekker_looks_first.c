// dekker_looks_first.c: Dekker: looks at the other's flag, and raises its
// own then.
#include <pthread.h>
#include <stdatomic.h>

static atomic_int wants[2], turn;
static int count;

static void visit(int me)
{
    while (atomic_load(&wants[1 - me])) {
        if (atomic_load(&turn) == me)
            continue;
        atomic_store(&wants[me], 0);
        while (atomic_load(&turn) != me)
            ;
        atomic_store(&wants[me], 1);
    }
    atomic_store(&wants[me], 1);
    count++;
    atomic_store(&turn, 1 - me);
    atomic_store(&wants[me], 0);
}

static void *task(void *arg)
{
    visit(arg != NULL);
    return NULL;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, task, NULL);
    pthread_create(&second, NULL, task, &count);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return count != 2;
}
