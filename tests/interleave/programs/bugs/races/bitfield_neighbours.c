// bitfield_neighbours.c: has a lock for each of two bit-fields that
// share a byte.
#include <pthread.h>

static pthread_mutex_t locks[2] = {PTHREAD_MUTEX_INITIALIZER,
                                   PTHREAD_MUTEX_INITIALIZER};
static struct {
    unsigned open : 1, busy : 1;
} door;

static void *opener(void *arg)
{
    pthread_mutex_lock(&locks[0]);
    door.open = 1;
    pthread_mutex_unlock(&locks[0]);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, opener, NULL);
    pthread_mutex_lock(&locks[1]);
    door.busy = 1;
    pthread_mutex_unlock(&locks[1]);
    pthread_join(thread, NULL);
    return !door.open;
}
