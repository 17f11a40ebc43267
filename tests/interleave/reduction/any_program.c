// any_program.c: a small program, drawn by the number that it is given:
// a few threads that each take a few steps on shared things, and note what
// they saw. Printed at the end, that tells schedules apart, as far as any
// program can.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MOST_THREADS = 3, MOST_STEPS = 2 };

enum action {
    LOAD,
    STORE,
    ADD,
    ATOMIC_ADD,
    ATOMIC_SWAP,
    COMPARE_AND_SWAP,
    CRITICAL,
    CRITICAL_TWO,
    TRYLOCK,
    PRINT,
    YIELD,
    NAP,
    READ_LOCKED,
    WRITE_LOCKED,
    TRY_READ_LOCK,
    POST,
    WAIT_POSTED,
    TRY_WAIT,
    SET_AND_WAKE,
    WAIT_SET,
    WAIT_SHORTLY,
    WAKE,
    BARRIER,
    ONCE,
    LEAVE,
    MAKE,
    ACTIONS
};

struct step {
    unsigned action, which, value;
};

static uint32_t state;
static unsigned threads, steps;
static struct step plan[MOST_THREADS][MOST_STEPS];
static unsigned saw[MOST_THREADS];
static int plain[2];
static atomic_int shared[2];
static pthread_mutex_t lock[2] = {PTHREAD_MUTEX_INITIALIZER,
                                  PTHREAD_MUTEX_INITIALIZER};
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_barrier_t barrier;
static sem_t posted;
static int set, made;

static unsigned draw(unsigned n)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 16) % n;
}

static struct timespec soon(unsigned ms)
{
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    time.tv_nsec += ms * 1000000;
    if (time.tv_nsec >= 1000000000) {
        time.tv_nsec -= 1000000000;
        time.tv_sec++;
    }
    return time;
}

static void make(void)
{
    made = ++plain[0];
}

static void *child(void *arg)
{
    return (void *)((uintptr_t)arg + (unsigned)atomic_load(&shared[0]));
}

static unsigned make_thread(unsigned value)
{
    pthread_t other;
    void *result;
    pthread_create(&other, NULL, child, (void *)(uintptr_t)value);
    pthread_join(other, &result);
    return (unsigned)(uintptr_t)result;
}

// Waits for `set`, for ever or for a while.
static unsigned wait_set(unsigned ms)
{
    struct timespec end = soon(ms);
    int error = 0;
    pthread_mutex_lock(&lock[0]);
    while (!set && !error)
        error = ms ? pthread_cond_timedwait(&changed, &lock[0], &end)
                   : pthread_cond_wait(&changed, &lock[0]);
    set = 0;
    pthread_mutex_unlock(&lock[0]);
    return error ? 7 : 3;
}

static unsigned in_two_locks(unsigned which)
{
    pthread_mutex_lock(&lock[which]);
    pthread_mutex_lock(&lock[1 - which]);
    unsigned seen = (unsigned)++plain[0];
    pthread_mutex_unlock(&lock[1 - which]);
    pthread_mutex_unlock(&lock[which]);
    return seen;
}

static unsigned in_lock(unsigned which, int error)
{
    if (error)
        return 11;
    unsigned seen = (unsigned)++plain[which];
    pthread_mutex_unlock(&lock[which]);
    return seen;
}

static unsigned in_rwlock(int error, int change)
{
    if (error)
        return 13;
    unsigned seen = (unsigned)(plain[1] += change);
    pthread_rwlock_unlock(&rwlock);
    return seen;
}

static unsigned sleep_for(unsigned ms)
{
    struct timespec time = {0, ms * 1000000};
    nanosleep(&time, NULL);
    return 0;
}

static unsigned set_and_wake(unsigned all)
{
    pthread_mutex_lock(&lock[0]);
    set = 1;
    pthread_mutex_unlock(&lock[0]);
    return (unsigned)(all ? pthread_cond_broadcast(&changed)
                          : pthread_cond_signal(&changed));
}

static unsigned take(const struct step *s)
{
    int i = (int)s->which, expected = (int)s->value - 1;

    switch (s->action) {
    case LOAD:
        return (unsigned)plain[i];
    case STORE:
        plain[i] = (int)s->value;
        return 0;
    case ADD:
        return (unsigned)(plain[i] += (int)s->value);
    case ATOMIC_ADD:
        return (unsigned)atomic_fetch_add(&shared[i], 1);
    case ATOMIC_SWAP:
        return (unsigned)atomic_exchange(&shared[i], (int)s->value);
    case COMPARE_AND_SWAP:
        return atomic_compare_exchange_strong(&shared[i], &expected,
                                              (int)s->value);
    case CRITICAL:
        return in_lock(s->which, pthread_mutex_lock(&lock[i]));
    case CRITICAL_TWO:
        return in_two_locks(s->which);
    case TRYLOCK:
        return in_lock(s->which, pthread_mutex_trylock(&lock[i]));
    case PRINT:
        return (unsigned)printf("%u\n", s->value);
    case YIELD:
        return (unsigned)sched_yield();
    case NAP:
        return sleep_for(1 + s->value % 2);
    case READ_LOCKED:
        return in_rwlock(pthread_rwlock_rdlock(&rwlock), 0);
    case WRITE_LOCKED:
        return in_rwlock(pthread_rwlock_wrlock(&rwlock), 1);
    case TRY_READ_LOCK:
        return in_rwlock(pthread_rwlock_tryrdlock(&rwlock), 0);
    case POST:
        return (unsigned)sem_post(&posted);
    case WAIT_POSTED:
        return (unsigned)sem_wait(&posted);
    case TRY_WAIT:
        return (unsigned)-sem_trywait(&posted);
    case SET_AND_WAKE:
        return set_and_wake(s->value % 2);
    case WAIT_SET:
        return wait_set(0);
    case WAIT_SHORTLY:
        return wait_set(1 + s->value % 2);
    case WAKE:
        return (unsigned)pthread_cond_signal(&changed);
    case BARRIER:
        return pthread_barrier_wait(&barrier) != 0;
    case ONCE:
        pthread_once(&once, make);
        return (unsigned)made;
    case MAKE:
        return make_thread(s->value);
    case LEAVE:
        if (s->value == 3)
            exit((int)saw[0] & 1);
        return 0;
    default:
        return 0;
    }
}

static void *run(void *arg)
{
    unsigned me = (unsigned)(uintptr_t)arg;
    for (unsigned i = 0; i < steps; i++)
        saw[me] = saw[me] * 31 + take(&plan[me][i]);
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t thread[MOST_THREADS];
    state = argc > 1 ? (uint32_t)atoi(argv[1]) * 2654435761u : 1;
    // So small that all schedules can be tried.
    threads = 2 + draw(6) / 5;
    steps = threads == 2 ? 1 + draw(MOST_STEPS) : 1;
    // Few kinds a program: steps that have nothing in common are dull.
    unsigned kinds[3] = {draw(ACTIONS), draw(ACTIONS), draw(ACTIONS)};
    for (unsigned t = 0; t < threads; t++)
        for (unsigned i = 0; i < steps; i++)
            plan[t][i] =
                (struct step){kinds[draw(3)], draw(2), draw(4)};
    sem_init(&posted, 0, 0);
    pthread_barrier_init(&barrier, NULL, 2);
    for (unsigned t = 0; t < threads; t++)
        pthread_create(&thread[t], NULL, run, (void *)(uintptr_t)t);
    for (unsigned t = 0; t < threads; t++)
        pthread_join(thread[t], NULL);
    printf("saw %u %u %u, left %d %d %d %d\n", saw[0], saw[1], saw[2],
           plain[0], plain[1], atomic_load(&shared[0]),
           atomic_load(&shared[1]));
    return 0;
}
