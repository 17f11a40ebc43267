// fails behaves other-name: the struct lives, but the name is the caller's.
#include <pthread.h>
#include <stdlib.h>

#include "backup.h"
#include "check.h"

struct backup {
    int files;
    const char *name;
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
    struct backup *backup = malloc(sizeof *backup);

    if (backup == NULL)
        return;
    backup->name = name;
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
