// fails races race: the thread says that it has begun before it has copied
// the name.
#include <pthread.h>
#include <stdio.h>

#include "backup.h"
#include "check.h"
#include "event.h"

static struct event begun;
static pthread_t thread;
static int result;

static void *task(void *arg)
{
    const char *callers_name = arg;
    char name[256];

    event_set(&begun);
    snprintf(name, sizeof name, "%s", callers_name);
    result = copy_folder(name);
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
