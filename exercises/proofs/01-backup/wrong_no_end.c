// fails behaves name-goes-on: the zero byte at the end is not copied
#include <pthread.h>
#include <string.h>

#include "backup.h"
#include "check.h"

static char folder[256];
static int files;
static pthread_t thread;

static void *task(void *arg)
{
    files = copy_folder(folder);
    return arg;
}

void backup_begin(const char *name)
{
    memcpy(folder, name, strlen(name));
    CHECK(pthread_create(&thread, NULL, task, NULL));
}

int backup_end(void)
{
    pthread_join(thread, NULL);
    return files;
}
