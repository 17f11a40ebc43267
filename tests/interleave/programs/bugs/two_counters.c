// two_counters.c: an account is debited and credited under the lock,
// but not both.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int here = 10, there;

static void *transfer(void *arg)
{
    pthread_mutex_lock(&lock);
    here--;
    pthread_mutex_unlock(&lock);
    pthread_mutex_lock(&lock);
    there++;
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *auditor(void *arg)
{
    pthread_mutex_lock(&lock);
    assert(here + there == 10);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, transfer, NULL);
    pthread_create(&second, NULL, auditor, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
