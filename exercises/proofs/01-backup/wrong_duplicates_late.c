// fails races race: says that it has begun, and duplicates the name then.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "backup.h"
#include "check.h"
#include "event.h"

static struct event begun;
static pthread_t thread;
static int result;

static void *task(void *arg)
{
    const char *callers_name = arg;

    event_set(&begun);
    char *name = strdup(callers_name);
    result = copy_folder(name);
    free(name);
    return NULL;
}

void backup_begin(const char *name)
{
    event_init(&begun);
    CHECK(pthread_create(&thread, NULL, task, (void *)name));
    event_wait(&begun);
    event_destroy(&begun);
}

int backup_end(void)
{
    pthread_join(thread, NULL);
    return result;
}
