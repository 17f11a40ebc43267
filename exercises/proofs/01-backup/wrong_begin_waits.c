// fails behaves begin-waits: it joins where it begins.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "backup.h"
#include "check.h"

struct backup {
    int files;
    char name[];
};

static int files;
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
    pthread_join(thread, NULL);
    files = backup->files;
    free(backup);
}

int backup_end(void)
{
    return files;
}
