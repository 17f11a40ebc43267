// thread.c: threads: made, joined, detached, cancelled, ended.

#include "core.h"

#include "gone.h"
#include "../dependence.h"

#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static pthread_key_t last_key; // its destructor runs at a thread's end

struct thread *thread_of(pthread_t handle)
{
    for (uint32_t i = n_threads; i-- > 0;)
        if (threads[i]->handle == handle && !threads[i]->joined) {
            touch(TOUCHED_JOIN, i, TOUCH_READ);
            return threads[i];
        }
    return NULL;
}

// A thread has ended only when the destructors of its thread-specific
// data have run: they may use mutexes too. Ours puts itself off until
// the last of the rounds that the library makes.
static void at_thread_end(void *value)
{
    struct thread *t = value;
    struct op op = {.kind = KIND_THREAD_EXIT};

    if (++t->rounds < 4) {
        pthread_setspecific(last_key, t);
        return;
    }
    if (!controlled())
        return;
    t->cancel_disabled = true;
    t->signals = 0;
    step(&op);
    objects_forget(t->id);
    gone_thread_ends();
    leave();
}

// The C library calls the destructors in the order of the keys: ours is
// to be the last key that there is. Only under a sanitizer it is not: the
// memory for so high a key would look like a leak.
void threads_prepare(void)
{
    pthread_key_t keys[PTHREAD_KEYS_MAX];
    int n = 0;

    while (n < (sanitized ? 1 : PTHREAD_KEYS_MAX) &&
           pthread_key_create(&keys[n], at_thread_end) == 0)
        n++;
    last_key = keys[--n];
    while (n > 0)
        pthread_key_delete(keys[--n]);
    gone_prepare();
}

void threads_begin(void)
{
    self->stack_top = UINT64_MAX; // main's
    gone_main_begins();
    self->frame_top = (uint64_t)(uintptr_t)__builtin_frame_address(0);
    self->handle = pthread_self();
    self->tid = (int32_t)syscall(SYS_gettid);
    pthread_setspecific(last_key, self);
}

static void *run_thread(void *arg)
{
    struct thread *t = arg;

    self = t;
    t->stack_top = (uint64_t)(uintptr_t)__builtin_frame_address(0);
    t->frame_top = t->stack_top;
    t->tid = (int32_t)syscall(SYS_gettid);
    prctl(PR_GET_TID_ADDRESS, &t->tid_word);
    wait_for_baton(t);
    access_started();
    gone_thread_begins();
    pthread_setspecific(last_key, t);
    t->handle = pthread_self();
    t->op = NULL;
    trace(&(struct op){.kind = KIND_START,
                       .address = (uint64_t)(uintptr_t)t->start},
          0);
    if (t->cancel_pending && t->cancel_async)
        act_on_cancel();
    return t->start(t->arg);
}

int thread_create(pthread_t *handle, const pthread_attr_t *attr,
                  void *(*start)(void *), void *arg, uint64_t pc)
{
    struct op op = {.kind = KIND_CREATE,
                    .pc = pc,
                    .address = (uint64_t)(uintptr_t)start,
                    .other = NO_THREAD};
    static struct op born[MAX_THREADS];

    step(&op);
    struct thread *t = thread_new();
    if (!t)
        return EAGAIN;
    trace_other(t->id);
    touch(TOUCHED_THREAD, t->id, TOUCH_WRITE | TOUCH_RELEASES);
    int state = PTHREAD_CREATE_JOINABLE;
    if (attr)
        pthread_attr_getdetachstate(attr, &state);
    t->detached = state == PTHREAD_CREATE_DETACHED;
    t->start = start;
    t->arg = arg;
    t->mask = self->mask;
    gone_thread_created(t, attr);
    pthread_t own;
    int rc = NEXT(pthread_create)(&own, attr, run_thread, t);
    if (rc) {
        n_threads--;
        trace_result(rc);
        return rc;
    }
    t->handle = own;
    born[t->id] = (struct op){.kind = KIND_START,
                              .until = NEVER,
                              .address = op.address,
                              .since = 0,
                              .other = NO_THREAD};
    t->op = &born[t->id];
    t->ready_step = shared->result.steps;
    t->was_ready = true;
    memory_created(t);
    order_created(t);
    // The new thread may run before this call returns, and before the
    // caller's variable holds its number: POSIX promises no more.
    struct op returning = op;
    returning.silent = true;
    step(&returning);
    access_by_call(handle, sizeof *handle, ACCESS_WRITE, pc);
    touch_memory(handle, sizeof *handle, true);
    memory_written(handle, sizeof *handle, pc);
    *handle = own;
    return 0;
}

EXPORT int pthread_create(pthread_t *handle, const pthread_attr_t *attr,
                          void *(*start)(void *), void *arg)
{
    if (!controlled())
        return NEXT(pthread_create)(handle, attr, start, arg);
    return thread_create(handle, attr, start, arg, CALLER);
}

static bool has_ended(struct thread *t, struct op *op)
{
    (void)t;
    return threads[op->other]->ended;
}

// EINVAL and ESRCH are only usual; POSIX leaves these cases undefined,
// and the C library may crash on them: so they are misuse.
static struct thread *to_join(pthread_t handle, uint64_t pc)
{
    struct thread *t = thread_of(handle);

    if (!t)
        fail(OUTCOME_MISUSE, pc,
             "thread %u joins a thread that was joined already, or that"
             " never was",
             self->id);
    if (t->detached)
        fail(OUTCOME_MISUSE, pc,
             "thread %u joins thread %u, which is detached", self->id,
             t->id);
    if (t->joining && t != self)
        fail(OUTCOME_MISUSE, pc,
             "thread %u joins thread %u, which another thread joins"
             " already",
             self->id, t->id);
    return t;
}

static void stop_joining(void *thread)
{
    touch(TOUCHED_JOIN, ((struct thread *)thread)->id, TOUCH_WRITE);
    ((struct thread *)thread)->joining = false;
}

int thread_join(pthread_t handle, void **value, uint64_t until,
                uint64_t pc)
{
    struct thread *t = to_join(handle, pc);
    struct op op = {.kind = KIND_JOIN,
                    .pc = pc,
                    .until = until,
                    .other = t->id,
                    .ready = has_ended,
                    .cancellable = true,
                    .cancel_returns = false};

    enum go go;

    if (t == self)
        return EDEADLK;
    if ((uintptr_t)value % _Alignof(void *) != 0)
        fail(OUTCOME_MISUSE, pc,
             "thread %u joins" PLACE
             " into a place where no pointer can"
             " be: pthread_join writes a whole void *",
             self->id, pc);
    touch(TOUCHED_JOIN, t->id, TOUCH_WRITE);
    t->joining = true;
    // A cancelled joiner leaves the thread to be joined by another.
    pthread_cleanup_push(stop_joining, t);
    go = step(&op);
    pthread_cleanup_pop(1);
    if (go == GO_TIMEOUT) {
        trace_result(ETIMEDOUT);
        return ETIMEDOUT;
    }
    t->joined = true;
    memory_joined(t);
    order_joined(t);
    return NEXT(pthread_join)(handle, value);
}

EXPORT int pthread_join(pthread_t handle, void **value)
{
    if (!controlled())
        return NEXT(pthread_join)(handle, value);
    return thread_join(handle, value, NEVER, CALLER);
}

EXPORT int pthread_tryjoin_np(pthread_t handle, void **value)
{
    if (!controlled())
        return NEXT(pthread_tryjoin_np)(handle, value);
    struct thread *t = to_join(handle, CALLER);
    step(&(struct op){.kind = KIND_JOIN, .pc = CALLER, .other = t->id});
    to_join(handle, CALLER); // others may have come before
    if (!t->ended) {
        trace_result(EBUSY);
        return EBUSY;
    }
    t->joined = true;
    memory_joined(t);
    order_joined(t);
    return NEXT(pthread_join)(handle, value);
}

static int timed_join(pthread_t handle, void **value, clockid_t clock,
                      const struct timespec *time, uint64_t pc)
{
    int error = 0;
    uint64_t until = time ? until_of(time, clock, &error) : NEVER;

    if (error)
        return refuse_time(KIND_JOIN, pc, NULL);
    return thread_join(handle, value, until, pc);
}

EXPORT int pthread_clockjoin_np(pthread_t handle, void **value,
                                clockid_t clock,
                                const struct timespec *time)
{
    if (!controlled())
        return NEXT(pthread_clockjoin_np)(handle, value, clock, time);
    return timed_join(handle, value, clock, time, CALLER);
}

EXPORT int pthread_timedjoin_np(pthread_t handle, void **value,
                                const struct timespec *time)
{
    if (!controlled())
        return NEXT(pthread_timedjoin_np)(handle, value, time);
    return timed_join(handle, value, CLOCK_REALTIME, time, CALLER);
}

EXPORT int pthread_detach(pthread_t handle)
{
    if (!controlled())
        return NEXT(pthread_detach)(handle);
    struct thread *t = thread_of(handle);
    step(&(struct op){.kind = KIND_DETACH,
                      .pc = CALLER,
                      .other = t ? t->id : NO_THREAD});
    if (!t)
        fail(OUTCOME_MISUSE, CALLER,
             "thread %u detaches a thread that was joined already, or"
             " that never was",
             self->id);
    if (t->detached)
        fail(OUTCOME_MISUSE, CALLER,
             "thread %u detaches thread %u, which is detached",
             self->id, t->id);
    t->detached = true;
    return NEXT(pthread_detach)(handle);
}

// In the thread itself: let the C library unwind it, with its handlers.
void act_on_cancel(void)
{
    int old;

    self->cancelling = true;
    order_acquire(&self->cancel_pending);
    self->cancel_pending = false;
    trace(&(struct op){.kind = KIND_CANCELLED}, 0);
    NEXT(pthread_setcancelstate)(PTHREAD_CANCEL_ENABLE, &old);
    NEXT(pthread_cancel)(pthread_self());
    NEXT(pthread_testcancel)();
}

EXPORT int pthread_cancel(pthread_t handle)
{
    if (!controlled())
        return NEXT(pthread_cancel)(handle);
    struct thread *t = thread_of(handle);
    step(&(struct op){.kind = KIND_CANCEL,
                      .pc = CALLER,
                      .other = t ? t->id : NO_THREAD});
    if (!t)
        fail(OUTCOME_MISUSE, CALLER,
             "thread %u cancels a thread that was joined already",
             self->id);
    if (t->ended || t->cancelling)
        return 0;
    t->cancel_pending = true;
    order_release(&t->cancel_pending);
    if (t == self && t->cancel_async && !t->cancel_disabled)
        act_on_cancel();
    return 0;
}

EXPORT void pthread_testcancel(void)
{
    if (!controlled()) {
        NEXT(pthread_testcancel)();
        return;
    }
    step(&(struct op){.kind = KIND_CANCEL,
                      .pc = CALLER,
                      .other = self->id,
                      .cancellable = true});
}

EXPORT int pthread_setcancelstate(int state, int *old)
{
    int rc = NEXT(pthread_setcancelstate)(state, old);

    if (rc || !controlled())
        return rc;
    self->cancel_disabled = state == PTHREAD_CANCEL_DISABLE;
    if (self->cancel_pending && self->cancel_async &&
        !self->cancel_disabled && !self->cancelling)
        act_on_cancel();
    return 0;
}

EXPORT int pthread_setcanceltype(int type, int *old)
{
    int rc = NEXT(pthread_setcanceltype)(type, old);

    if (rc || !controlled())
        return rc;
    self->cancel_async = type == PTHREAD_CANCEL_ASYNCHRONOUS;
    if (self->cancel_pending && self->cancel_async &&
        !self->cancel_disabled && !self->cancelling)
        act_on_cancel();
    return 0;
}

EXPORT int pthread_setname_np(pthread_t handle, const char *name)
{
    struct thread *t = controlled() ? thread_of(handle) : NULL;

    if (t)
        strncpy(t->name, name, sizeof t->name - 1);
    return NEXT(pthread_setname_np)(handle, name);
}
