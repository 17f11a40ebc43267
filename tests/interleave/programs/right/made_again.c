// made_again.c: memory that is gone comes back: destroyed and made anew,
// frames and stacks of later calls and threads, blocks of the heap.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

struct pair {
    pthread_mutex_t mutex;
    int count;
};

static void *adds(void *arg)
{
    struct pair *pair = arg;
    pthread_mutex_lock(&pair->mutex);
    pair->count++;
    pthread_mutex_unlock(&pair->mutex);
    return NULL;
}

static int add(struct pair *pair)
{
    pthread_t thread;
    pthread_create(&thread, NULL, adds, pair);
    adds(pair);
    pthread_join(thread, NULL);
    return pair->count;
}

// The frame is that of an earlier call; the mutex is never destroyed.
__attribute__((noinline)) static int in_a_frame(void)
{
    struct pair pair = {PTHREAD_MUTEX_INITIALIZER, 0};
    return add(&pair);
}

static void *on_a_stack(void *arg)
{
    *(int *)arg += in_a_frame();
    return NULL;
}

static int in_a_block(void)
{
    struct pair *pair = malloc(sizeof *pair);
    pair->count = 0;
    pthread_mutex_init(&pair->mutex, NULL);
    int count = add(pair);
    pthread_mutex_destroy(&pair->mutex);
    free(pair);
    return count;
}

int main(void)
{
    static pthread_mutex_t mutex;
    int sum = 0;
    for (int i = 0; i < 2; i++) {
        pthread_t thread;
        pthread_mutex_init(&mutex, NULL);
        pthread_mutex_lock(&mutex);
        sum += in_a_frame() + in_a_block();
        pthread_mutex_unlock(&mutex);
        pthread_create(&thread, NULL, on_a_stack, &sum);
        pthread_join(thread, NULL);
        pthread_mutex_destroy(&mutex);
    }
    return sum == 12 ? 0 : 1;
}
