// counts_as_reader.c: counts what it reads, with a lock that lets
// several readers in.
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int value = 3, looks;

static void *reader(void *arg)
{
    pthread_rwlock_rdlock(&lock);
    looks += value;
    pthread_rwlock_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, reader, NULL);
    pthread_create(&second, NULL, reader, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return looks != 6;
}
