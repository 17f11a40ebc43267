// fails behaves end-late: the thread is made when the number is asked for
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backup.h"
#include "check.h"

static char *folder;

static void *task(void *arg)
{
    return (void *)(intptr_t)copy_folder(arg);
}

void backup_begin(const char *name)
{
    folder = malloc(strlen(name) + 1);
    if (folder == NULL)
        CHECK(ENOMEM);
    strcpy(folder, name);
}

int backup_end(void)
{
    pthread_t thread;
    void *files;

    CHECK(pthread_create(&thread, NULL, task, folder));
    pthread_join(thread, &files);
    free(folder);
    return (int)(intptr_t)files;
}
