// static_buffer.c: a function fills a buffer of its caller's.
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

static const char *name_of(int n, char *name)
{
    name[0] = (char)('a' + n);
    name[1] = '\0';
    return name;
}

static void *task(void *arg)
{
    char name[4];
    puts(name_of((int)(intptr_t)arg, name));
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
