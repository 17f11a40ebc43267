// byte_neighbours.c: neighbours in one word, each thread's own.
#include <pthread.h>
#include <stdint.h>

static char letters[8];
static union {
    short halves[2];
    int whole;
} both;

static void *writer(void *arg)
{
    intptr_t i = (intptr_t)arg;
    for (intptr_t k = i; k < 8; k += 2)
        letters[k] = 'x';
    both.halves[i] = 1;
    return NULL;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, writer, (void *)0);
    pthread_create(&second, NULL, writer, (void *)1);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return letters[7] != 'x' || both.whole == 0;
}
