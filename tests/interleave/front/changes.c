// changes.c: takes as many steps as the file that it is given is long, and
// makes the file longer: no two runs are the same.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

int main(int argc, char **argv)
{
    FILE *file = fopen(argv[argc - 1], "a+");
    if (!file)
        return 1;
    while (getc(file) != EOF) {
        pthread_mutex_lock(&lock);
        pthread_mutex_unlock(&lock);
    }
    putc('.', file);
    fclose(file);
    return 0;
}
