// freed_with_lock.c: frees an object, its lock included, that another
// still locks.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

struct account {
    pthread_mutex_t lock;
    int balance;
};

static void *deposit(void *arg)
{
    struct account *account = arg;
    pthread_mutex_lock(&account->lock);
    account->balance++;
    pthread_mutex_unlock(&account->lock);
    return NULL;
}

int main(void)
{
    struct account *account = malloc(sizeof *account);
    assert(account != NULL);
    account->balance = 0;
    pthread_mutex_init(&account->lock, NULL);
    pthread_t thread;
    pthread_create(&thread, NULL, deposit, account);
    pthread_mutex_destroy(&account->lock);
    free(account);
    pthread_join(thread, NULL);
    return 0;
}
