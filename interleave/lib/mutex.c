// mutex.c: mutexes of every type, and spin locks.
//
// The library keeps the mutex's state itself. Under ThreadSanitizer it
// also locks the real mutex, which is then always free, so that the
// sanitizer sees the order that the mutex makes.

#include "core.h"

#include "../dependence.h"

#include <errno.h>
#include <time.h>

bool mutex_free(const struct object *m)
{
    return m->owner == NO_THREAD || m->ownerdead || m->unrecoverable;
}

static bool lock_ready(struct thread *t, struct op *op)
{
    return mutex_free(op->object) ||
           (op->object->type == PTHREAD_MUTEX_RECURSIVE &&
            op->object->owner == t->id);
}

void mutex_take(struct object *m, pthread_mutex_t *mutex)
{
    touch_object(m, TOUCH_WRITE);
    m->owner = self->id;
    m->count = 1;
    self->locks |= lock_bit(m);
    order_acquire(m);
    if (under_tsan && !m->stream)
        NEXT(pthread_mutex_lock)(mutex);
}

void mutex_give(struct object *m, pthread_mutex_t *mutex)
{
    if (under_tsan && !m->stream)
        NEXT(pthread_mutex_unlock)(mutex);
    order_release(m);
    touch_object(m, TOUCH_WRITE | TOUCH_RELEASES);
    m->owner = NO_THREAD;
    m->count = 0;
    self->locks &= ~lock_bit(m);
}

// A thread that has ended cannot unlock: a robust mutex tells the next.
int mutex_take_robust(struct object *m, pthread_mutex_t *mutex)
{
    bool dead = m->ownerdead;

    if (m->unrecoverable)
        return ENOTRECOVERABLE;
    m->ownerdead = false;
    m->inconsistent |= dead;
    mutex_take(m, mutex);
    return dead ? EOWNERDEAD : 0;
}

static int relock(struct object *m)
{
    if (m->type == PTHREAD_MUTEX_ERRORCHECK)
        return EDEADLK;
    m->count++;
    return 0;
}

// Who tries a lock that is held changes nothing.
static int lock_in_vain(const struct object *m)
{
    touch_only_read(TOUCHED_OBJECT, m->address);
    return EBUSY;
}

int mutex_lock(pthread_mutex_t *mutex, int kind, uint64_t until,
               uint64_t pc)
{
    struct object *m = object_of(mutex, CLASS_MUTEX);
    bool own = m->owner == self->id && !m->ownerdead;
    struct op op = {.kind = kind,
                    .pc = pc,
                    .object = m,
                    .address = m->address,
                    .until = until,
                    .ready = lock_ready};

    check_alive(m, pc, kind_words[kind]);
    if (kind == KIND_MUTEX_TRYLOCK ||
        (own && m->type == PTHREAD_MUTEX_ERRORCHECK))
        op.ready = NULL;
    enum go go = step(&op);
    check_alive(m, pc, kind_words[kind]);
    int rc;
    if (go == GO_TIMEOUT)
        rc = ETIMEDOUT;
    else if (own && m->type == PTHREAD_MUTEX_RECURSIVE)
        rc = relock(m);
    else if (own && kind != KIND_MUTEX_TRYLOCK)
        rc = relock(m);
    else if (!mutex_free(m))
        rc = lock_in_vain(m);
    else
        rc = mutex_take_robust(m, mutex);
    trace_result(rc);
    return rc;
}

int mutex_unlock(pthread_mutex_t *mutex, uint64_t pc)
{
    struct object *m = object_of(mutex, CLASS_MUTEX);
    int rc = 0;

    step_simple(KIND_MUTEX_UNLOCK, pc, m);
    check_alive(m, pc, "pthread_mutex_unlock");
    if (m->owner != self->id) {
        if (m->type != PTHREAD_MUTEX_NORMAL || m->robust)
            rc = EPERM;
        else if (m->owner == NO_THREAD)
            fail(OUTCOME_MISUSE, pc,
                 "thread %u unlocks a mutex that nobody holds",
                 self->id);
        else
            fail(OUTCOME_MISUSE, pc,
                 "thread %u unlocks a mutex that thread %u holds",
                 self->id, m->owner);
    } else if (--m->count == 0) {
        // Nobody made the data consistent that the dead owner left.
        m->unrecoverable = m->inconsistent;
        m->inconsistent = false;
        mutex_give(m, mutex);
    }
    trace_result(rc);
    return rc;
}

EXPORT int pthread_mutex_init(pthread_mutex_t *mutex,
                              const pthread_mutexattr_t *attr)
{
    if (controlled()) {
        step_simple(KIND_MUTEX_INIT, CALLER,
                    object_find(mutex, CLASS_MUTEX));
        check_reinit(object_find(mutex, CLASS_MUTEX), CALLER,
                     "pthread_mutex_init");
    }
    int rc = NEXT(pthread_mutex_init)(mutex, attr);
    if (rc == 0) {
        struct object *m = object_new(mutex, CLASS_MUTEX);
        int type = PTHREAD_MUTEX_DEFAULT, robust = 0;

        if (attr) {
            pthread_mutexattr_gettype(attr, &type);
            pthread_mutexattr_getrobust(attr, &robust);
        }
        m->type = type;
        m->robust = robust == PTHREAD_MUTEX_ROBUST;
        robust_objects |= m->robust;
    }
    return rc;
}

EXPORT int pthread_mutex_destroy(pthread_mutex_t *mutex)
{
    if (!controlled())
        return NEXT(pthread_mutex_destroy)(mutex);
    struct object *m = object_of(mutex, CLASS_MUTEX);
    step_simple(KIND_MUTEX_DESTROY, CALLER, m);
    check_alive(m, CALLER, "pthread_mutex_destroy");
    if (m->owner != NO_THREAD && !m->ownerdead)
        fail(OUTCOME_MISUSE, CALLER,
             "thread %u destroys a mutex that thread %u holds",
             self->id, m->owner);
    if (object_waiters(m))
        fail(OUTCOME_MISUSE, CALLER,
             "thread %u destroys a mutex that is in use", self->id);
    int rc = NEXT(pthread_mutex_destroy)(mutex);
    object_destroy(m);
    return rc;
}

EXPORT int pthread_mutex_lock(pthread_mutex_t *mutex)
{
    if (!controlled())
        return NEXT(pthread_mutex_lock)(mutex);
    return mutex_lock(mutex, KIND_MUTEX_LOCK, NEVER, CALLER);
}

EXPORT int pthread_mutex_trylock(pthread_mutex_t *mutex)
{
    if (!controlled())
        return NEXT(pthread_mutex_trylock)(mutex);
    return mutex_lock(mutex, KIND_MUTEX_TRYLOCK, NEVER, CALLER);
}

int mutex_timedlock(pthread_mutex_t *mutex, clockid_t clock,
                    const struct timespec *time, uint64_t pc)
{
    struct object *m = object_of(mutex, CLASS_MUTEX);
    int error = 0;
    uint64_t until = until_of(time, clock, &error);

    // POSIX: a mutex that can be had at once is locked whatever the time.
    if (error && mutex_free(m))
        until = NEVER;
    else if (error)
        return refuse_time(KIND_MUTEX_TIMEDLOCK, pc, m);
    return mutex_lock(mutex, KIND_MUTEX_TIMEDLOCK, until, pc);
}

EXPORT int pthread_mutex_timedlock(pthread_mutex_t *mutex,
                                   const struct timespec *time)
{
    if (!controlled())
        return NEXT(pthread_mutex_timedlock)(mutex, time);
    return mutex_timedlock(mutex, CLOCK_REALTIME, time, CALLER);
}

EXPORT int pthread_mutex_clocklock(pthread_mutex_t *mutex,
                                   clockid_t clock,
                                   const struct timespec *time)
{
    if (!controlled())
        return NEXT(pthread_mutex_clocklock)(mutex, clock, time);
    return mutex_timedlock(mutex, clock, time, CALLER);
}

EXPORT int pthread_mutex_unlock(pthread_mutex_t *mutex)
{
    if (!controlled())
        return NEXT(pthread_mutex_unlock)(mutex);
    return mutex_unlock(mutex, CALLER);
}

EXPORT int pthread_mutex_consistent(pthread_mutex_t *mutex)
{
    if (!controlled())
        return NEXT(pthread_mutex_consistent)(mutex);
    struct object *m = object_of(mutex, CLASS_MUTEX);
    check_alive(m, CALLER, "pthread_mutex_consistent");
    if (!m->robust || !m->inconsistent)
        return EINVAL;
    m->inconsistent = false;
    return 0;
}

// Spin locks: a mutex without types. Waiting for one is waiting.
EXPORT int pthread_spin_init(pthread_spinlock_t *lock, int pshared)
{
    object_new((void *)lock, CLASS_SPIN);
    return NEXT(pthread_spin_init)(lock, pshared);
}

EXPORT int pthread_spin_destroy(pthread_spinlock_t *lock)
{
    if (!controlled())
        return NEXT(pthread_spin_destroy)(lock);
    struct object *m = object_of((void *)lock, CLASS_SPIN);
    step_simple(KIND_SPIN_DESTROY, CALLER, m);
    check_alive(m, CALLER, "pthread_spin_destroy");
    if (m->owner != NO_THREAD)
        fail(OUTCOME_MISUSE, CALLER,
             "thread %u destroys a spin lock that thread %u holds",
             self->id, m->owner);
    object_destroy(m);
    return NEXT(pthread_spin_destroy)(lock);
}

static int spin(pthread_spinlock_t *lock, bool wait, uint64_t pc)
{
    struct object *m = object_of((void *)lock, CLASS_SPIN);
    struct op op = {.kind = KIND_SPIN_LOCK,
                    .pc = pc,
                    .object = m,
                    .address = m->address,
                    .ready = wait ? lock_ready : NULL};

    step(&op);
    check_alive(m, pc, "pthread_spin_lock");
    if (!mutex_free(m)) {
        trace_result(EBUSY);
        return lock_in_vain(m);
    }
    m->owner = self->id;
    self->locks |= lock_bit(m);
    tsan_acquire((void *)lock);
    return 0;
}

EXPORT int pthread_spin_lock(pthread_spinlock_t *lock)
{
    if (!controlled())
        return NEXT(pthread_spin_lock)(lock);
    return spin(lock, true, CALLER);
}

EXPORT int pthread_spin_trylock(pthread_spinlock_t *lock)
{
    if (!controlled())
        return NEXT(pthread_spin_trylock)(lock);
    return spin(lock, false, CALLER);
}

EXPORT int pthread_spin_unlock(pthread_spinlock_t *lock)
{
    if (!controlled())
        return NEXT(pthread_spin_unlock)(lock);
    struct object *m = object_of((void *)lock, CLASS_SPIN);
    step_simple(KIND_SPIN_UNLOCK, CALLER, m);
    check_alive(m, CALLER, "pthread_spin_unlock");
    if (m->owner != self->id)
        fail(OUTCOME_MISUSE, CALLER,
             "thread %u unlocks a spin lock that it does not hold",
             self->id);
    tsan_release((void *)lock);
    touch_object(m, TOUCH_WRITE | TOUCH_RELEASES);
    m->owner = NO_THREAD;
    self->locks &= ~lock_bit(m);
    return 0;
}
