// philosophers.c: every philosopher takes the left fork first.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>

enum { PEOPLE = 4 };

static pthread_mutex_t forks[PEOPLE];
static int numbers[PEOPLE] = {0, 1, 2, 3};

static void *dine(void *arg)
{
    int me = *(int *)arg;
    int left = me, right = (me + 1) % PEOPLE;
    for (int meal = 0; meal < 2; meal++) {
        pthread_mutex_lock(&forks[left]);
        pthread_mutex_lock(&forks[right]);
        pthread_mutex_unlock(&forks[right]);
        pthread_mutex_unlock(&forks[left]);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[PEOPLE];
    for (int i = 0; i < PEOPLE; i++)
        pthread_mutex_init(&forks[i], NULL);
    for (int i = 0; i < PEOPLE; i++)
        pthread_create(&threads[i], NULL, dine, &numbers[i]);
    for (int i = 0; i < PEOPLE; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < PEOPLE; i++)
        pthread_mutex_destroy(&forks[i]);
    return 0;
}
