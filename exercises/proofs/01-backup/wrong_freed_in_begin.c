// fails behaves memory-gone: the copy is freed while the thread reads it
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backup.h"
#include "check.h"

static pthread_t thread;

static void *task(void *arg)
{
    return (void *)(intptr_t)copy_folder(arg);
}

void backup_begin(const char *name)
{
    char *copy = malloc(strlen(name) + 1);

    if (copy == NULL)
        CHECK(ENOMEM);
    strcpy(copy, name);
    CHECK(pthread_create(&thread, NULL, task, copy));
    free(copy);
}

int backup_end(void)
{
    void *files;

    pthread_join(thread, &files);
    return (int)(intptr_t)files;
}
