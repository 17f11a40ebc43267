// fails behaves slept-again: 0 files are taken for "not copied yet".
#include <pthread.h>
#include <string.h>

#include "backup.h"
#include "check.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static char copy[256];
static pthread_t thread;
static int files; // 0: not copied yet

static void *task(void *arg)
{
    int n = copy_folder(copy);

    pthread_mutex_lock(&mutex);
    files = n;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&mutex);
    return arg;
}

void backup_begin(const char *name)
{
    strcpy(copy, name);
    files = 0;
    CHECK(pthread_create(&thread, NULL, task, NULL));
}

int backup_end(void)
{
    pthread_mutex_lock(&mutex);
    while (files == 0)
        pthread_cond_wait(&changed, &mutex);
    pthread_mutex_unlock(&mutex);
    pthread_join(thread, NULL);
    return files;
}
