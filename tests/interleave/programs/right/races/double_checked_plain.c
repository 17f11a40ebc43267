// double_checked_plain.c: looks at an atomic pointer before it takes
// the lock.
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

struct table {
    int size;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct table the_table;
static _Atomic(struct table *) shared;

static struct table *get(void)
{
    if (!shared) {
        pthread_mutex_lock(&lock);
        if (!shared) {
            the_table.size = 8;
            shared = &the_table;
        }
        pthread_mutex_unlock(&lock);
    }
    return shared;
}

static void *user(void *arg)
{
    return get()->size == 8 ? arg : &the_table;
}

int main(void)
{
    pthread_t first, second;
    void *a, *b;
    pthread_create(&first, NULL, user, NULL);
    pthread_create(&second, NULL, user, NULL);
    pthread_join(first, &a);
    pthread_join(second, &b);
    return a || b;
}
