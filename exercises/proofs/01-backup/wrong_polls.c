// fails idles polling: main asks every ten milliseconds for the end of the thread
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "backup.h"
#include "check.h"

static char *folder;
static atomic_int files;
static atomic_bool done;
static pthread_t thread;

static void *task(void *arg)
{
    files = copy_folder(folder);
    free(folder);
    done = true;
    return arg;
}

void backup_begin(const char *name)
{
    folder = malloc(strlen(name) + 1);
    if (folder == NULL)
        CHECK(ENOMEM);
    strcpy(folder, name);
    done = false;
    CHECK(pthread_create(&thread, NULL, task, NULL));
}

int backup_end(void)
{
    struct timespec pause = {0, 10000000};

    while (!done)
        nanosleep(&pause, NULL);
    pthread_join(thread, NULL);
    return files;
}
