// overrun_mutex.c: a name has room before the mutex behind it.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>

static struct slot {
    char name[16];
    pthread_mutex_t lock;
    int uses;
} slot = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void *rename_slot(void *arg)
{
    char *to = (char *)&slot;
    pthread_mutex_lock(&slot.lock);
    for (const char *from = arg; *from != '\0'; from++)
        *to++ = *from;
    pthread_mutex_unlock(&slot.lock);
    return NULL;
}

int main(void)
{
    static char name[] = "the first";
    pthread_t thread;
    pthread_create(&thread, NULL, rename_slot, name);
    pthread_mutex_lock(&slot.lock);
    slot.uses++;
    pthread_mutex_unlock(&slot.lock);
    pthread_join(thread, NULL);
    return 0;
}
