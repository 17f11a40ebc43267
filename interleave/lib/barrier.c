// barrier.c: barriers, and pthread_once.

#include "core.h"

#include "../dependence.h"

#include <errno.h>

static bool passed(struct thread *t, struct op *op)
{
    (void)t;
    return op->object->generation != op->arg;
}

EXPORT int pthread_barrier_init(pthread_barrier_t *barrier,
                                const pthread_barrierattr_t *attr,
                                unsigned count)
{
    if (controlled()) {
        step_simple(KIND_BARRIER_INIT, CALLER,
                    object_find(barrier, CLASS_BARRIER));
        check_reinit(object_find(barrier, CLASS_BARRIER), CALLER,
                     "pthread_barrier_init");
    }
    int rc = NEXT(pthread_barrier_init)(barrier, attr, count);
    if (rc == 0)
        object_new(barrier, CLASS_BARRIER)->limit = count;
    return rc;
}

EXPORT int pthread_barrier_destroy(pthread_barrier_t *barrier)
{
    if (!controlled())
        return NEXT(pthread_barrier_destroy)(barrier);
    struct object *b = object_of(barrier, CLASS_BARRIER);
    step_simple(KIND_BARRIER_DESTROY, CALLER, b);
    check_alive(b, CALLER, "pthread_barrier_destroy");
    if (b->count > 0)
        fail(OUTCOME_MISUSE, CALLER,
             "thread %u destroys a barrier at which a thread waits",
             self->id);
    object_destroy(b);
    return 0;
}

EXPORT int pthread_barrier_wait(pthread_barrier_t *barrier)
{
    if (!controlled())
        return NEXT(pthread_barrier_wait)(barrier);
    struct object *b = object_of(barrier, CLASS_BARRIER);
    struct op op = {.kind = KIND_BARRIER_WAIT,
                    .pc = CALLER,
                    .object = b,
                    .address = b->address};

    step(&op);
    check_alive(b, CALLER, "pthread_barrier_wait");
    if (b->limit == 0)
        fail(OUTCOME_MISUSE, CALLER,
             "thread %u waits at a barrier that was never initialised",
             self->id);
    tsan_release(barrier);
    if (++b->count == b->limit) {
        b->count = 0;
        b->generation++;
        tsan_acquire(barrier);
        trace_result(PTHREAD_BARRIER_SERIAL_THREAD);
        return PTHREAD_BARRIER_SERIAL_THREAD;
    }
    op.ready = passed;
    op.arg = b->generation;
    step(&op);
    tsan_acquire(barrier);
    return 0;
}

// once: owner is who runs the function; count is 1 when it is done.
static bool once_free(struct thread *t, struct op *op)
{
    (void)t;
    return op->object->owner == NO_THREAD;
}

static void once_abandoned(void *object)
{
    touch_object(object, TOUCH_WRITE);
    ((struct object *)object)->owner = NO_THREAD;
}

EXPORT int pthread_once(pthread_once_t *control, void (*function)(void))
{
    if (!controlled())
        return NEXT(pthread_once)(control, function);
    struct object *o = object_of(control, CLASS_ONCE);
    struct op op = {.kind = KIND_ONCE,
                    .pc = CALLER,
                    .object = o,
                    .address = o->address,
                    .ready = once_free};

    step(&op);
    if (o->count == 0) {
        o->owner = self->id;
        pthread_cleanup_push(once_abandoned, o);
        function();
        pthread_cleanup_pop(0);
        touch_object(o, TOUCH_WRITE);
        o->owner = NO_THREAD;
        o->count = 1;
#ifdef __GLIBC__
        *control = 2; // as glibc marks it, for code that we do not see
#endif
        tsan_release(control);
    }
    tsan_acquire(control);
    return 0;
}
