// output.c: a line printed by one call is never torn by another thread.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "semantics.h"

static FILE *file;

static void *printer(void *arg)
{
    for (int i = 0; i < 3; i++) {
        flockfile(file);
        fprintf(file, "%s and ", (const char *)arg);
        fprintf(file, "%s\n", (const char *)arg);
        funlockfile(file);
    }
    return NULL;
}

int main(void)
{
    file = tmpfile();
    SAME(file != NULL, 1);
    SAME(setvbuf(file, NULL, _IONBF, 0), 0);
    pthread_t first, second;
    pthread_create(&first, NULL, printer, "one");
    pthread_create(&second, NULL, printer, "two");
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    rewind(file);
    char line[32];
    int ones = 0, twos = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        ones += strcmp(line, "one and one\n") == 0;
        twos += strcmp(line, "two and two\n") == 0;
    }
    SAME(ones, 3);
    SAME(twos, 3);
    fclose(file);
    return 0;
}
