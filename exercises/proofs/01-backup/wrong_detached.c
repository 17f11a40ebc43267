// fails allowed pthread_detach: the thread is detached from its birth
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

#include "backup.h"
#include "check.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool done; // guarded by mutex
static int files; // guarded by mutex
static char folder[256];

static void *task(void *arg)
{
    int count = copy_folder(folder);

    pthread_mutex_lock(&mutex);
    files = count;
    done = true;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
    return arg;
}

void backup_begin(const char *name)
{
    pthread_attr_t attr;
    pthread_t thread;

    strcpy(folder, name);
    pthread_mutex_lock(&mutex);
    done = false;
    pthread_mutex_unlock(&mutex);

    CHECK(pthread_attr_init(&attr));
    CHECK(pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED));
    CHECK(pthread_create(&thread, &attr, task, NULL));
    pthread_attr_destroy(&attr);
}

int backup_end(void)
{
    pthread_mutex_lock(&mutex);
    while (!done)
        pthread_cond_wait(&changed, &mutex);
    int count = files;
    pthread_mutex_unlock(&mutex);
    return count;
}
