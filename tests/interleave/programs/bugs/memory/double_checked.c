// double_checked.c: hands out the pointer before what it points to is
// filled in.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

struct table {
    int size;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct table the_table;
static _Atomic(struct table *) shared;

static struct table *get(void)
{
    struct table *table = atomic_load(&shared);
    if (table != NULL)
        return table;
    pthread_mutex_lock(&lock);
    table = atomic_load(&shared);
    if (table == NULL) {
        table = &the_table;
        atomic_store(&shared, table);
        table->size = 8;
    }
    pthread_mutex_unlock(&lock);
    return table;
}

static void *user(void *arg)
{
    assert(get()->size == 8);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, user, NULL);
    pthread_create(&second, NULL, user, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
