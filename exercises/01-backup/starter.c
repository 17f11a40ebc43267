#include <pthread.h>

#include "backup.h"
#include "check.h"

struct backup {
    const char *name;
    int files;
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
    struct backup backup = {.name = name};

    CHECK(pthread_create(&thread, NULL, task, &backup));
}

int backup_end(void)
{
    void *result;

    pthread_join(thread, &result);
    return ((struct backup *)result)->files;
}
