// sem.c: semaphores.

#include "core.h"

#include "../dependence.h"

#include <errno.h>
#include <limits.h>
#include <semaphore.h>
#include <time.h>

static bool positive(struct thread *t, struct op *op)
{
    (void)t;
    return op->object->count > 0;
}

static int fail_with(int error)
{
    trace_result(error);
    errno = error;
    return -1;
}

static int wait_for(sem_t *sem, bool wait, uint64_t until, uint64_t pc)
{
    struct object *s = object_of(sem, CLASS_SEM);
    struct op op = {.kind = KIND_SEM_WAIT,
                    .pc = pc,
                    .object = s,
                    .address = s->address,
                    .until = until,
                    .ready = wait ? positive : NULL,
                    .cancellable = wait,
                    .interruptible = true,
                    .restarts = until == NEVER};

    check_alive(s, pc, "sem_wait");
    enum go go = step(&op);
    check_alive(s, pc, "sem_wait");
    if (go == GO_INTERRUPTED)
        return fail_with(EINTR);
    if (go == GO_TIMEOUT)
        return fail_with(ETIMEDOUT);
    if (s->count == 0) {
        touch_only_read(TOUCHED_OBJECT, s->address);
        return fail_with(EAGAIN);
    }
    s->count--;
    tsan_acquire(sem);
    return 0;
}

EXPORT int sem_init(sem_t *sem, int pshared, unsigned value)
{
    if (controlled()) {
        step_simple(KIND_SEM_INIT, CALLER, object_find(sem, CLASS_SEM));
        check_reinit(object_find(sem, CLASS_SEM), CALLER, "sem_init");
    }
    int rc = NEXT(sem_init)(sem, pshared, value);
    if (rc == 0)
        object_new(sem, CLASS_SEM)->count = value;
    return rc;
}

EXPORT int sem_destroy(sem_t *sem)
{
    if (!controlled())
        return NEXT(sem_destroy)(sem);
    struct object *s = object_of(sem, CLASS_SEM);
    step_simple(KIND_SEM_DESTROY, CALLER, s);
    check_alive(s, CALLER, "sem_destroy");
    if (object_waiters(s) > s->count)
        fail(OUTCOME_MISUSE, CALLER,
             "thread %u destroys a semaphore that a thread waits for",
             self->id);
    int rc = NEXT(sem_destroy)(sem);
    object_destroy(s);
    return rc;
}

EXPORT int sem_wait(sem_t *sem)
{
    if (!controlled())
        return NEXT(sem_wait)(sem);
    return wait_for(sem, true, NEVER, CALLER);
}

EXPORT int sem_trywait(sem_t *sem)
{
    if (!controlled())
        return NEXT(sem_trywait)(sem);
    return wait_for(sem, false, NEVER, CALLER);
}

static int timed_wait(sem_t *sem, clockid_t clock,
                      const struct timespec *time, uint64_t pc)
{
    int error = 0;
    uint64_t until = until_of(time, clock, &error);

    // POSIX: the time need not be valid if the semaphore can be had.
    struct object *s = object_of(sem, CLASS_SEM);

    if (error && s->count == 0) {
        errno = refuse_time(KIND_SEM_WAIT, pc, s);
        return -1;
    }
    return wait_for(sem, true, until, pc);
}

EXPORT int sem_timedwait(sem_t *sem, const struct timespec *time)
{
    if (!controlled())
        return NEXT(sem_timedwait)(sem, time);
    return timed_wait(sem, CLOCK_REALTIME, time, CALLER);
}

EXPORT int sem_clockwait(sem_t *sem, clockid_t clock,
                         const struct timespec *time)
{
    if (!controlled())
        return NEXT(sem_clockwait)(sem, clock, time);
    return timed_wait(sem, clock, time, CALLER);
}

EXPORT int sem_post(sem_t *sem)
{
    if (!controlled())
        return NEXT(sem_post)(sem);
    struct object *s = object_of(sem, CLASS_SEM);
    step_simple(KIND_SEM_POST, CALLER, s);
    check_alive(s, CALLER, "sem_post");
    if (s->count == SEM_VALUE_MAX)
        return fail_with(EOVERFLOW);
    tsan_release(sem);
    s->count++;
    return 0;
}

EXPORT int sem_getvalue(sem_t *sem, int *value)
{
    if (!controlled())
        return NEXT(sem_getvalue)(sem, value);
    struct object *s = object_of(sem, CLASS_SEM);
    step_simple(KIND_SEM_GETVALUE, CALLER, s);
    check_alive(s, CALLER, "sem_getvalue");
    *value = (int)s->count;
    trace_result(*value);
    return 0;
}
