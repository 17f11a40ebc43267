// fails behaves memory-gone: the number is read from what has been freed
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "backup.h"
#include "check.h"

struct backup {
    char name[256];
    int files;
};

static pthread_t thread;
static struct backup *current;

// So that the compiler does not see what it frees.
static void (*volatile release)(void *) = free;

static void *task(void *arg)
{
    struct backup *backup = arg;

    backup->files = copy_folder(backup->name);
    return NULL;
}

void backup_begin(const char *name)
{
    current = malloc(sizeof *current);
    if (!current)
        CHECK(ENOMEM);
    strcpy(current->name, name);
    CHECK(pthread_create(&thread, NULL, task, current));
}

int backup_end(void)
{
    pthread_join(thread, NULL);
    release(current);
    return current->files;
}
