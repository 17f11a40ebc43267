// init_by_all.c: each thread initialises the table unless it is done.
#include <pthread.h>
#include <stdbool.h>

static bool done;
static int table[4];

static void fill(void)
{
    for (int i = 0; i < 4; i++)
        table[i] = i + 1;
}

static void *user(void *arg)
{
    if (!done) {
        fill();
        done = true;
    }
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
