// double_unlock.c: the path for "already taken" unlocks, and then
// unlocks again.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool taken;

static void *take(void *arg)
{
    pthread_mutex_lock(&lock);
    if (!taken) {
        taken = true;
    } else {
        pthread_mutex_unlock(&lock);
    }
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, take, NULL);
    pthread_create(&second, NULL, take, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
