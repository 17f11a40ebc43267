// wrong_lock.c: two threads guard one balance, each with a lock of its
// own.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static pthread_mutex_t left = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t right = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static int logged;
static int balance;

static void log_it(void)
{
    pthread_mutex_lock(&log_lock);
    logged++;
    pthread_mutex_unlock(&log_lock);
}

static void deposit(pthread_mutex_t *lock)
{
    pthread_mutex_lock(lock);
    int seen = balance;
    log_it();
    balance = seen + 10;
    pthread_mutex_unlock(lock);
}

static void *one(void *arg)
{
    deposit(&left);
    return arg;
}

static void *other(void *arg)
{
    deposit(&right);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, one, NULL);
    pthread_create(&second, NULL, other, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(logged == 2);
    assert(balance == 20);
    return 0;
}
