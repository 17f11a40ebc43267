// frames_in_turn.c: each call of a function has its mutex and condition at
// the same places of the stack, initialised in one way or the other, and
// none destroys them: memory is used again, which is no overwriting.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdbool.h>
#include <time.h>

struct pair {
    pthread_mutex_t mutex;
    pthread_cond_t condition;
};

static void use(struct pair *pair)
{
    pthread_mutex_lock(&pair->mutex);
    pthread_cond_signal(&pair->condition);
    pthread_mutex_unlock(&pair->mutex);
}

__attribute__((noinline)) static void in_a_frame(bool by_call)
{
    struct pair pair = {PTHREAD_MUTEX_INITIALIZER,
                        PTHREAD_COND_INITIALIZER};
    if (by_call) {
        pthread_mutexattr_t kind;
        pthread_condattr_t clock;
        pthread_mutexattr_init(&kind);
        pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE);
        pthread_condattr_init(&clock);
        pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
        pthread_mutex_init(&pair.mutex, &kind);
        pthread_cond_init(&pair.condition, &clock);
    }
    use(&pair);
}

static void *task(void *arg)
{
    in_a_frame(true);
    in_a_frame(false);
    in_a_frame(true);
    return arg;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, task, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
