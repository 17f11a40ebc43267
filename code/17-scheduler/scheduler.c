// From chapter 17, chapters/17-scheduler.md; edit it there.
#define _GNU_SOURCE // for RTLD_NEXT

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST 10 // threads, so that a digit can choose among them
#define NEVER UINT64_MAX

struct thread {
    sem_t baton;           // posted when the thread gets it
    const void *waits_for; // what may wake it
    uint64_t ready_at;     // now or past: it is ready
    void *(*task)(void *);
    void *arg;
    pthread_t handle;
};

// No mutex: only the thread that has the baton may touch these.
static struct thread threads[MOST];
static unsigned made = 1, running, count; // main is number 0
static uint64_t now;                      // in nanoseconds
static const char *list;                  // choices to be made
static char chosen[1000];                 // choices made

static unsigned choose(unsigned n)
{
    if (n == 1 || count == sizeof chosen - 1)
        return 0;
    unsigned choice = list && *list ? (*list++ - '0') % n : 0;
    chosen[count++] = (char)('0' + choice);
    return choice;
}

static void hand_over(const void *object, uint64_t when)
{
    unsigned ready[MOST], n = 0;

    threads[running].waits_for = object;
    threads[running].ready_at = when;
    for (unsigned i = 0; i < made; i++)
        if (threads[i].ready_at < when)
            when = threads[i].ready_at;
    if (when > now)
        now = when; // nobody was ready before
    if (now == NEVER)
        exit(EXIT_FAILURE);
    for (unsigned i = 0; i < made; i++)
        if (threads[i].ready_at <= now)
            ready[n++] = i;
    running = ready[choose(n)];
    sem_post(&threads[running].baton);
}

static void wait_for(const void *object, uint64_t when)
{
    struct thread *self = &threads[running];

    hand_over(object, when);
    sem_wait(&self->baton);
}

static void wake(const void *object)
{
    for (unsigned i = 0; i < made; i++)
        if (threads[i].waits_for == object)
            threads[i].ready_at = now;
}

__attribute__((constructor)) static void begin(void)
{
    list = getenv("CHOICES");
    sem_init(&threads[0].baton, 0, 0);
}

__attribute__((destructor)) static void end(void)
{
    fprintf(stderr, "%schoices %s\n", now == NEVER ? "Deadlock, " : "",
            chosen);
}

// The function of the C library whose name we have taken.
#define REAL(f) ((__typeof__(&f))(intptr_t)dlsym(RTLD_NEXT, #f))

unsigned sleep(unsigned seconds)
{
    wait_for(NULL, now + seconds * UINT64_C(1000000000));
    return 0;
}

int pthread_mutex_lock(pthread_mutex_t *mutex)
{
    wait_for(NULL, now);
    while (pthread_mutex_trylock(mutex) == EBUSY)
        wait_for(mutex, NEVER);
    return 0;
}

int pthread_mutex_unlock(pthread_mutex_t *mutex)
{
    wake(mutex);
    return REAL(pthread_mutex_unlock)(mutex);
}

int pthread_cond_wait(pthread_cond_t *cond, pthread_mutex_t *mutex)
{
    wait_for(NULL, now);
    pthread_mutex_unlock(mutex);
    wait_for(cond, NEVER);
    return pthread_mutex_lock(mutex);
}

int pthread_cond_broadcast(pthread_cond_t *cond)
{
    wake(cond);
    return 0;
}

static void *run(void *arg)
{
    struct thread *self = arg;

    sem_wait(&self->baton);
    void *result = self->task(self->arg);
    wake(self);
    hand_over(self, NEVER);
    return result;
}

int pthread_create(pthread_t *handle, const pthread_attr_t *attr,
                   void *(*task)(void *), void *arg)
{
    struct thread *new = &threads[made];

    if (made == MOST)
        return EAGAIN;
    *new = (struct thread){.task = task, .arg = arg};
    sem_init(&new->baton, 0, 0);
    int error = REAL(pthread_create)(&new->handle, attr, run, new);
    if (error != 0)
        return error;
    *handle = new->handle;
    made++;
    wait_for(NULL, now);
    return 0;
}

int pthread_join(pthread_t handle, void **result)
{
    for (struct thread *t = threads; t < threads + made; t++)
        if (pthread_equal(t->handle, handle) && t->waits_for != t)
            wait_for(t, NEVER);
    return REAL(pthread_join)(handle, result);
}
