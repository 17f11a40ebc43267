// The thread's data is on the heap, with a copy of the name in it.
#include <pthread.h>
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
    return backup;
}

void backup_begin(const char *name)
{
    struct backup *backup = malloc(sizeof *backup + strlen(name) + 1);

    if (backup == NULL)
        return;
    strcpy(backup->name, name);
    CHECK(pthread_create(&thread, NULL, task, backup));
}

int backup_end(void)
{
    void *result;

    pthread_join(thread, &result);
    int files = ((struct backup *)result)->files;
    free(result);
    return files;
}
