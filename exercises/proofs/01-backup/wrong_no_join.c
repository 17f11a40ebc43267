// fails behaves early-return: it returns what is there.
#include <pthread.h>
#include <stdio.h>

#include "backup.h"

static char folder[256];
static int files;
static pthread_t thread;

static void *copy(void *arg)
{
    (void)arg;
    files = copy_folder(folder);
    return NULL;
}

void backup_begin(const char *name)
{
    snprintf(folder, sizeof folder, "%s", name);
    pthread_create(&thread, NULL, copy, NULL);
}

int backup_end(void)
{
    return files;
}
