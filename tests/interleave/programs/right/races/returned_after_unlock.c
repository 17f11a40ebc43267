// returned_after_unlock.c: copies what the lock protects while it
// holds it.
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int balance = 10;

static void *spender(void *arg)
{
    pthread_mutex_lock(&lock);
    balance -= 3;
    pthread_mutex_unlock(&lock);
    return arg;
}

static int get(void)
{
    pthread_mutex_lock(&lock);
    int got = balance;
    pthread_mutex_unlock(&lock);
    return got;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, spender, NULL);
    int got = get();
    pthread_join(thread, NULL);
    return got > 10;
}
