// fails behaves no-thread: main copies when it is asked for the end.
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
    (void)thread;
}

int backup_end(void)
{
    copy(NULL);
    return files;
}
