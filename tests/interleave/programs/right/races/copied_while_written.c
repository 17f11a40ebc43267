// copied_while_written.c: copies a structure under the lock of those
// who write its members.
#include <pthread.h>
#include <stdio.h>
#include <string.h>

struct state {
    long numbers[8];
    char name[9];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct state state;

static void *writer(void *arg)
{
    pthread_mutex_lock(&lock);
    state.numbers[5] = 1;
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t thread;
    struct state copy;
    pthread_create(&thread, NULL, writer, NULL);
    pthread_mutex_lock(&lock);
    memcpy(&copy, &state, sizeof copy);
    pthread_mutex_unlock(&lock);
    pthread_join(thread, NULL);
    printf("%ld\n", copy.numbers[5]);
    return 0;
}
