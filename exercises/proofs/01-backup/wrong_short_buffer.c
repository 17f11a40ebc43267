// fails behaves name-cut: room for fifteen characters
#include <pthread.h>
#include <stdio.h>

#include "backup.h"
#include "check.h"

static pthread_t thread;
static char folder[16];
static int files;

static void *task(void *arg)
{
    files = copy_folder(folder);
    return arg;
}

void backup_begin(const char *name)
{
    size_t i = 0;

    for (; i < sizeof folder - 1 && name[i] != '\0'; i++)
        folder[i] = name[i];
    folder[i] = '\0';
    CHECK(pthread_create(&thread, NULL, task, NULL));
}

int backup_end(void)
{
    pthread_join(thread, NULL);
    return files;
}
