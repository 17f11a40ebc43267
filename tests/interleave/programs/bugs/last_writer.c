// last_writer.c: the status of the program is whatever was written
// last.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int status;

static void report(int result)
{
    pthread_mutex_lock(&lock);
    status = result;
    pthread_mutex_unlock(&lock);
}

static void *good(void *arg)
{
    report(0);
    return arg;
}

static void *bad(void *arg)
{
    report(1);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, bad, NULL);
    pthread_create(&second, NULL, good, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return status;
}
