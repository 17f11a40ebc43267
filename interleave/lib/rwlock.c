// rwlock.c: read-write locks. As in glibc by default, a reader may enter
// while a writer waits; POSIX leaves that open.
//
// owner is the writer; readers[] and count are who reads.

#include "core.h"

#include "../dependence.h"

#include <errno.h>
#include <time.h>

enum { READERS = 64 };

static bool may_read(struct thread *t, struct op *op)
{
    (void)t;
    return op->object->owner == NO_THREAD;
}

static bool may_write(struct thread *t, struct op *op)
{
    (void)t;
    return op->object->owner == NO_THREAD && op->object->count == 0;
}

static bool reads(const struct object *l, uint16_t thread)
{
    for (uint32_t i = 0; i < l->count && i < READERS; i++)
        if (l->readers[i] == thread)
            return true;
    return false;
}

static void forget_reader(struct object *l)
{
    for (uint32_t i = 0; i < l->count && i < READERS; i++)
        if (l->readers[i] == self->id) {
            l->readers[i] = l->readers[l->count - 1];
            break;
        }
    l->count--;
}

static int lock(pthread_rwlock_t *lock, int kind, bool wait,
                uint64_t until, uint64_t pc)
{
    struct object *l = object_of(lock, CLASS_RWLOCK);
    bool write = kind == KIND_RWLOCK_WRLOCK;
    ready_fn *ready = write ? may_write : may_read;
    struct op op = {.kind = kind,
                    .pc = pc,
                    .object = l,
                    .address = l->address,
                    .until = until,
                    .ready = wait ? ready : NULL};
    int rc = 0;

    check_alive(l, pc, kind_words[kind]);
    // glibc tells a thread that holds the write lock; POSIX: may.
    if (wait && l->owner == self->id) {
        step_simple(kind, pc, l);
        trace_result(EDEADLK);
        return EDEADLK;
    }
    enum go go = step(&op);
    check_alive(l, pc, kind_words[kind]);
    if (go == GO_TIMEOUT)
        rc = ETIMEDOUT;
    else if (!ready(self, &op))
        rc = EBUSY;
    else if (write)
        l->owner = self->id;
    else if (l->count++ < READERS)
        l->readers[l->count - 1] = self->id;
    if (rc != 0)
        touch_only_read(TOUCHED_OBJECT, l->address);
    if (rc == 0 && under_tsan && write)
        NEXT(pthread_rwlock_trywrlock)(lock);
    else if (rc == 0 && under_tsan)
        NEXT(pthread_rwlock_tryrdlock)(lock);
    if (rc == 0)
        order_acquire(&l->owner);
    if (rc == 0 && write)
        order_acquire(&l->readers);
    if (rc == 0 && write)
        self->locks |= lock_bit(l);
    else if (rc == 0)
        self->read_locks |= lock_bit(l);
    trace_result(rc);
    return rc;
}

EXPORT int pthread_rwlock_unlock(pthread_rwlock_t *lock)
{
    if (!controlled())
        return NEXT(pthread_rwlock_unlock)(lock);
    struct object *l = object_of(lock, CLASS_RWLOCK);
    step_simple(KIND_RWLOCK_UNLOCK, CALLER, l);
    check_alive(l, CALLER, "pthread_rwlock_unlock");
    if (l->owner != self->id &&
        (l->count == 0 || (l->count <= READERS && !reads(l, self->id))))
        fail(
            OUTCOME_MISUSE, CALLER,
            "thread %u unlocks a read-write lock that it does not hold",
            self->id);
    if (under_tsan)
        NEXT(pthread_rwlock_unlock)(lock);
    touch_object(l, TOUCH_WRITE | TOUCH_RELEASES);
    // A reader tells the next writer what it did, but not other readers.
    if (l->owner == self->id) {
        order_release(&l->owner);
        l->owner = NO_THREAD;
    } else {
        order_release(&l->readers);
        forget_reader(l);
    }
    self->locks &= ~lock_bit(l);
    self->read_locks &= ~lock_bit(l);
    return 0;
}

EXPORT int pthread_rwlock_init(pthread_rwlock_t *lock,
                               const pthread_rwlockattr_t *attr)
{
    if (controlled()) {
        step_simple(KIND_RWLOCK_INIT, CALLER,
                    object_find(lock, CLASS_RWLOCK));
        check_reinit(object_find(lock, CLASS_RWLOCK), CALLER,
                     "pthread_rwlock_init");
    }
    int rc = NEXT(pthread_rwlock_init)(lock, attr);
    if (rc == 0)
        object_new(lock, CLASS_RWLOCK);
    return rc;
}

EXPORT int pthread_rwlock_destroy(pthread_rwlock_t *lock)
{
    if (!controlled())
        return NEXT(pthread_rwlock_destroy)(lock);
    struct object *l = object_of(lock, CLASS_RWLOCK);
    step_simple(KIND_RWLOCK_DESTROY, CALLER, l);
    check_alive(l, CALLER, "pthread_rwlock_destroy");
    if (l->owner != NO_THREAD || l->count > 0 || object_waiters(l))
        fail(OUTCOME_MISUSE, CALLER,
             "thread %u destroys a read-write lock that is in use",
             self->id);
    int rc = NEXT(pthread_rwlock_destroy)(lock);
    object_destroy(l);
    return rc;
}

EXPORT int pthread_rwlock_rdlock(pthread_rwlock_t *l)
{
    if (!controlled())
        return NEXT(pthread_rwlock_rdlock)(l);
    return lock(l, KIND_RWLOCK_RDLOCK, true, NEVER, CALLER);
}

EXPORT int pthread_rwlock_wrlock(pthread_rwlock_t *l)
{
    if (!controlled())
        return NEXT(pthread_rwlock_wrlock)(l);
    return lock(l, KIND_RWLOCK_WRLOCK, true, NEVER, CALLER);
}

EXPORT int pthread_rwlock_tryrdlock(pthread_rwlock_t *l)
{
    if (!controlled())
        return NEXT(pthread_rwlock_tryrdlock)(l);
    return lock(l, KIND_RWLOCK_RDLOCK, false, NEVER, CALLER);
}

EXPORT int pthread_rwlock_trywrlock(pthread_rwlock_t *l)
{
    if (!controlled())
        return NEXT(pthread_rwlock_trywrlock)(l);
    return lock(l, KIND_RWLOCK_WRLOCK, false, NEVER, CALLER);
}

static int timed(pthread_rwlock_t *l, int kind, clockid_t clock,
                 const struct timespec *time, uint64_t pc)
{
    int error = 0;
    uint64_t until = until_of(time, clock, &error);

    if (error)
        return refuse_time(kind, pc, object_of(l, CLASS_RWLOCK));
    return lock(l, kind, true, until, pc);
}

EXPORT int pthread_rwlock_timedrdlock(pthread_rwlock_t *l,
                                      const struct timespec *time)
{
    if (!controlled())
        return NEXT(pthread_rwlock_timedrdlock)(l, time);
    return timed(l, KIND_RWLOCK_RDLOCK, CLOCK_REALTIME, time, CALLER);
}

EXPORT int pthread_rwlock_timedwrlock(pthread_rwlock_t *l,
                                      const struct timespec *time)
{
    if (!controlled())
        return NEXT(pthread_rwlock_timedwrlock)(l, time);
    return timed(l, KIND_RWLOCK_WRLOCK, CLOCK_REALTIME, time, CALLER);
}

EXPORT int pthread_rwlock_clockrdlock(pthread_rwlock_t *l,
                                      clockid_t clock,
                                      const struct timespec *time)
{
    if (!controlled())
        return NEXT(pthread_rwlock_clockrdlock)(l, clock, time);
    return timed(l, KIND_RWLOCK_RDLOCK, clock, time, CALLER);
}

EXPORT int pthread_rwlock_clockwrlock(pthread_rwlock_t *l,
                                      clockid_t clock,
                                      const struct timespec *time)
{
    if (!controlled())
        return NEXT(pthread_rwlock_clockwrlock)(l, clock, time);
    return timed(l, KIND_RWLOCK_WRLOCK, clock, time, CALLER);
}
