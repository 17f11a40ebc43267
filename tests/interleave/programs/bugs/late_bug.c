// late_bug.c: a check-then-act that comes after a hundred harmless
// locks.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int work, tickets = 1;

static int available(void)
{
    pthread_mutex_lock(&lock);
    int answer = tickets;
    pthread_mutex_unlock(&lock);
    return answer;
}

static void *buyer(void *arg)
{
    for (int i = 0; i < 100; i++) {
        pthread_mutex_lock(&lock);
        work++;
        pthread_mutex_unlock(&lock);
    }
    if (available() > 0) {
        pthread_mutex_lock(&lock);
        tickets--;
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, buyer, NULL);
    pthread_create(&second, NULL, buyer, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    assert(work == 200);
    assert(tickets == 0);
    return 0;
}
