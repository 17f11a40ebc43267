// cond.c: condition variables.
//
// A wake-up is a permit that any thread may take that was waiting when
// it was given: POSIX leaves open which one. By default it is the one
// that has waited longest; a search tries the others too.

#include "core.h"

#include <errno.h>
#include <string.h>
#include <time.h>

enum { PERMITS = 64 };

// The clock of each condition variable stands in its attributes; it is
// kept in `limit`.
static clockid_t clock_of(const struct object *c)
{
    return (clockid_t)c->limit;
}

// Index of the oldest permit that a waiter since wait_seq may take.
static int permit_for(const struct object *c, uint64_t wait_seq)
{
    for (uint64_t i = 0; i < c->permits; i++)
        if (c->permit[i] >= wait_seq)
            return (int)i;
    return -1;
}

static bool awake(const struct thread *t, const struct object *c)
{
    return t->woken || permit_for(c, t->wait_seq) >= 0;
}

uint32_t cond_holder(const struct thread *t, const struct object *c)
{
    if (t->wait_seq == 0 || !awake(t, c) || mutex_free(c->mutex))
        return NO_THREAD;
    return c->mutex->owner;
}

static bool wait_ready(struct thread *t, struct op *op)
{
    return awake(t, op->object) && mutex_free(op->object->mutex);
}

static void take_permit(struct object *c)
{
    int i = permit_for(c, self->wait_seq);

    if (self->woken || i < 0)
        return;
    c->permits--;
    memmove(&c->permit[i], &c->permit[i + 1],
            (c->permits - i) * sizeof c->permit[0]);
}

static void check_wait(struct object *c, struct object *m, uint64_t pc)
{
    check_alive(c, pc, "pthread_cond_wait");
    if (m->owner != self->id)
        fail(OUTCOME_MISUSE, pc,
             "thread %u waits with a mutex that it does not hold",
             self->id);
    if (m->count > 1)
        fail(OUTCOME_MISUSE, pc,
             "thread %u waits with a mutex that it has locked %u times",
             self->id, m->count);
    if (object_waiters(c) && c->mutex && c->mutex != m)
        fail(OUTCOME_MISUSE, pc,
             "thread %u waits with another mutex than the threads that"
             " wait already",
             self->id);
}

// Wait; the mutex is held again on return, whatever the reason.
static enum go wait_for_wake(struct op *op, pthread_mutex_t *mutex,
                             int *error)
{
    struct object *c = op->object, *m = c->mutex;

    self->woken = false;
    self->wait_seq = ++c->waits;
    mutex_give(m, mutex);
    enum go go = step(op);
    if (go == GO_READY)
        take_permit(c);
    check_alive(m, op->pc, kind_words[op->kind]);
    *error = mutex_take_robust(m, mutex);
    self->wait_seq = 0;
    return go;
}

int cond_wait(pthread_cond_t *cond, pthread_mutex_t *mutex,
              uint64_t until, uint64_t pc)
{
    struct object *c = object_of(cond, CLASS_COND);
    struct object *m = object_of(mutex, CLASS_MUTEX);
    int kind = until == NEVER ? KIND_COND_WAIT : KIND_COND_TIMEDWAIT;
    struct op op = {.kind = kind,
                    .pc = pc,
                    .object = c,
                    .address = c->address,
                    .until = until,
                    .ready = wait_ready,
                    .cancellable = true,
                    .cancel_returns = true,
                    .spurious = true};
    struct op first = {.kind = kind,
                       .pc = pc,
                       .object = c,
                       .address = c->address,
                       .cancellable = true};

    step(&first);
    check_wait(c, m, pc);
    c->mutex = m;
    int error = 0;
    enum go go = wait_for_wake(&op, mutex, &error);
    if (go == GO_CANCELLED)
        act_on_cancel();
    if (go == GO_TIMEOUT && !error)
        error = ETIMEDOUT;
    trace_result(error);
    return error;
}

int cond_timedwait(pthread_cond_t *cond, pthread_mutex_t *mutex,
                   clockid_t clock, const struct timespec *time,
                   uint64_t pc)
{
    int error = 0;
    uint64_t until = until_of(time, clock, &error);

    if (error)
        return refuse_time(KIND_COND_TIMEDWAIT, pc,
                           object_of(cond, CLASS_COND));
    return cond_wait(cond, mutex, until, pc);
}

// Waiters that no permit is there for yet.
static uint32_t unserved(const struct object *c)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < n_threads; i++) {
        const struct thread *t = threads[i];

        n += !t->ended && t->op && t->op->object == c && t->wait_seq &&
             !t->woken;
    }
    return n > c->permits ? n - (uint32_t)c->permits : 0;
}

int cond_wake(pthread_cond_t *cond, bool all, uint64_t pc)
{
    struct object *c = object_of(cond, CLASS_COND);

    step_simple(all ? KIND_COND_BROADCAST : KIND_COND_SIGNAL, pc, c);
    check_alive(c, pc,
                all ? "pthread_cond_broadcast" : "pthread_cond_signal");
    if (all) {
        c->permits = 0;
        for (uint32_t i = 0; i < n_threads; i++) {
            struct thread *t = threads[i];

            if (!t->ended && t->op && t->op->object == c && t->wait_seq)
                t->woken = true;
        }
    } else if (unserved(c) && c->permits < PERMITS) {
        c->permit[c->permits++] = c->waits;
    }
    return 0;
}

EXPORT int pthread_cond_init(pthread_cond_t *cond,
                             const pthread_condattr_t *attr)
{
    if (controlled()) {
        step_simple(KIND_COND_INIT, CALLER,
                    object_find(cond, CLASS_COND));
        check_reinit(object_find(cond, CLASS_COND), CALLER,
                     "pthread_cond_init");
    }
    int rc = NEXT(pthread_cond_init)(cond, attr);
    if (rc == 0) {
        struct object *c = object_new(cond, CLASS_COND);
        clockid_t clock = CLOCK_REALTIME;

        if (attr)
            pthread_condattr_getclock(attr, &clock);
        c->limit = (uint32_t)clock;
    }
    return rc;
}

EXPORT int pthread_cond_destroy(pthread_cond_t *cond)
{
    if (!controlled())
        return NEXT(pthread_cond_destroy)(cond);
    struct object *c = object_of(cond, CLASS_COND);
    step_simple(KIND_COND_DESTROY, CALLER, c);
    check_alive(c, CALLER, "pthread_cond_destroy");
    // Waiters that were all woken may still be on their way out.
    if (unserved(c))
        fail(OUTCOME_MISUSE, CALLER,
             "thread %u destroys a condition variable that a thread"
             " waits for",
             self->id);
    int rc = NEXT(pthread_cond_destroy)(cond);
    object_destroy(c);
    return rc;
}

EXPORT int pthread_cond_wait(pthread_cond_t *cond,
                             pthread_mutex_t *mutex)
{
    if (!controlled())
        return NEXT(pthread_cond_wait)(cond, mutex);
    return cond_wait(cond, mutex, NEVER, CALLER);
}

EXPORT int pthread_cond_timedwait(pthread_cond_t *cond,
                                  pthread_mutex_t *mutex,
                                  const struct timespec *time)
{
    if (!controlled())
        return NEXT(pthread_cond_timedwait)(cond, mutex, time);
    return cond_timedwait(cond, mutex,
                          clock_of(object_of(cond, CLASS_COND)), time,
                          CALLER);
}

EXPORT int pthread_cond_clockwait(pthread_cond_t *cond,
                                  pthread_mutex_t *mutex,
                                  clockid_t clock,
                                  const struct timespec *time)
{
    if (!controlled())
        return NEXT(pthread_cond_clockwait)(cond, mutex, clock, time);
    return cond_timedwait(cond, mutex, clock, time, CALLER);
}

EXPORT int pthread_cond_signal(pthread_cond_t *cond)
{
    if (!controlled())
        return NEXT(pthread_cond_signal)(cond);
    return cond_wake(cond, false, CALLER);
}

EXPORT int pthread_cond_broadcast(pthread_cond_t *cond)
{
    if (!controlled())
        return NEXT(pthread_cond_broadcast)(cond);
    return cond_wake(cond, true, CALLER);
}
