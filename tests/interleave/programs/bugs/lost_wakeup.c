// lost_wakeup.c: looks at the flag, lets go of the lock, and only then
// waits.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static bool ready;

static bool is_ready(void)
{
    pthread_mutex_lock(&lock);
    bool answer = ready;
    pthread_mutex_unlock(&lock);
    return answer;
}

static void *waiter(void *arg)
{
    if (!is_ready()) {
        pthread_mutex_lock(&lock);
        pthread_cond_wait(&wake, &lock);
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

static void *waker(void *arg)
{
    pthread_mutex_lock(&lock);
    ready = true;
    pthread_cond_signal(&wake);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, waiter, NULL);
    pthread_create(&second, NULL, waker, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
