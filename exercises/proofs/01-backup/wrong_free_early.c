// fails behaves memory-gone: the thread's data is freed when it has begun.
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backup.h"
#include "check.h"

struct backup {
    int files;
    char name[];
};

static pthread_t thread;

static void *task(void *arg)
{
    struct backup *backup = arg;

    backup->files = copy_folder(backup->name);
    return (void *)(intptr_t)backup->files;
}

void backup_begin(const char *name)
{
    struct backup *backup = malloc(sizeof *backup + strlen(name) + 1);

    if (backup == NULL)
        return;
    strcpy(backup->name, name);
    CHECK(pthread_create(&thread, NULL, task, backup));
    free(backup);
}

int backup_end(void)
{
    void *result;

    pthread_join(thread, &result);
    return (int)(intptr_t)result;
}
