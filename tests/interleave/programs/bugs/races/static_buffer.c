// static_buffer.c: a function returns its static buffer, to two
// threads.
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

static const char *name_of(int n)
{
    static char name[4];
    name[0] = (char)('a' + n);
    name[1] = '\0';
    return name;
}

static void *task(void *arg)
{
    puts(name_of((int)(intptr_t)arg));
    return NULL;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, task, (void *)1);
    pthread_create(&second, NULL, task, (void *)2);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
