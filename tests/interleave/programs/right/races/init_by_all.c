// init_by_all.c: the first thread initialises the table, by
// pthread_once.
#include <pthread.h>
#include <stdbool.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int table[4];

static void fill(void)
{
    for (int i = 0; i < 4; i++)
        table[i] = i + 1;
}

static void *user(void *arg)
{
    pthread_once(&once, fill);
    return table[3] == 4 ? arg : table;
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
