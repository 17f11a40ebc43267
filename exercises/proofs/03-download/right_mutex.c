// A bool under a mutex, for the whole file.
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "download.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static bool stop;

static bool asked(void)
{
    pthread_mutex_lock(&mutex);
    bool result = stop;
    pthread_mutex_unlock(&mutex);
    return result;
}

static void ask(bool value)
{
    pthread_mutex_lock(&mutex);
    stop = value;
    pthread_mutex_unlock(&mutex);
}

static void *task(void *arg)
{
    int parts = (int)(intptr_t)arg;

    for (int i = 0; i < parts; i++) {
        if (asked()) {
            drop_file();
            return NULL;
        }
        fetch_part(i + 1);
    }
    keep_file();
    return NULL;
}

void download(int parts)
{
    pthread_t thread;

    ask(false);
    if (pthread_create(&thread, NULL, task, (void *)(intptr_t)parts) != 0)
        return;
    wait_for_user();
    ask(true);
    pthread_join(thread, NULL);
}
