// Two events, and a mutex for each side, so that one at a time waits.
#include <pthread.h>

#include "event.h"
#include "mailbox.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_mutex_t writer = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t reader = PTHREAD_MUTEX_INITIALIZER;
static struct event emptied, filled;
static int inside;

static void init(void)
{
    event_init(&emptied);
    event_init(&filled);
    event_set(&emptied);
}

void put_letter(int letter)
{
    pthread_once(&once, init);
    pthread_mutex_lock(&writer);
    event_wait(&emptied);
    event_clear(&emptied);
    inside = letter;
    event_set(&filled);
    pthread_mutex_unlock(&writer);
}

int take_letter(void)
{
    pthread_once(&once, init);
    pthread_mutex_lock(&reader);
    event_wait(&filled);
    event_clear(&filled);
    int letter = inside;
    event_set(&emptied);
    pthread_mutex_unlock(&reader);
    return letter;
}
