// c11.c: <threads.h>, on the same mutexes, conditions and threads. The C
// library's own versions do not call the pthread functions by name, so
// they are replaced one by one.

#include "core.h"

#include <errno.h>
#include <stdlib.h>
#include <threads.h>
#include <time.h>

struct c11_start {
    thrd_start_t function;
    void *arg;
};

static int to_c11(int error)
{
    switch (error) {
    case 0:
        return thrd_success;
    case EBUSY:
        return thrd_busy;
    case ETIMEDOUT:
        return thrd_timedout;
    case ENOMEM:
        return thrd_nomem;
    default:
        return thrd_error;
    }
}

static void *run(void *arg)
{
    struct c11_start start = *(struct c11_start *)arg;

    free(arg);
    return (void *)(intptr_t)start.function(start.arg);
}

EXPORT int thrd_create(thrd_t *thread, thrd_start_t function, void *arg)
{
    if (!controlled())
        return NEXT(thrd_create)(thread, function, arg);
    struct c11_start *start = malloc(sizeof *start);
    if (!start)
        return thrd_nomem;
    *start = (struct c11_start){function, arg};
    int rc = thread_create(thread, NULL, run, start, CALLER);
    if (rc == 0)
        thread_of(*thread)->start =
            (void *(*)(void *))(void (*)(void))run;
    return to_c11(rc);
}

EXPORT int thrd_join(thrd_t thread, int *result)
{
    void *value = NULL;

    if (!controlled())
        return NEXT(thrd_join)(thread, result);
    int rc = thread_join(thread, &value, NEVER, CALLER);
    if (rc == 0 && result)
        *result = (int)(intptr_t)value;
    return to_c11(rc);
}

EXPORT int thrd_detach(thrd_t thread)
{
    return to_c11(pthread_detach(thread));
}

EXPORT int thrd_sleep(const struct timespec *time,
                      struct timespec *left)
{
    if (!controlled())
        return NEXT(thrd_sleep)(time, left);
    if (time->tv_nsec < 0 || time->tv_nsec >= (long)SECOND)
        return -2;
    uint64_t until = after_of(time);
    if (nap(until, CALLER) != GO_INTERRUPTED)
        return 0;
    if (left)
        *left = (struct timespec){(time_t)((until - now) / SECOND),
                                  (long)((until - now) % SECOND)};
    return -1;
}

EXPORT void thrd_yield(void)
{
    if (!controlled()) {
        NEXT(thrd_yield)();
        return;
    }
    struct op op = {.kind = KIND_YIELD, .pc = CALLER, .yields = true};
    step(&op);
}

EXPORT int mtx_init(mtx_t *mutex, int type)
{
    int rc = NEXT(mtx_init)(mutex, type);

    if (rc == thrd_success)
        object_new(mutex, CLASS_MUTEX)->type =
            type & mtx_recursive ? PTHREAD_MUTEX_RECURSIVE
                                 : PTHREAD_MUTEX_NORMAL;
    return rc;
}

EXPORT void mtx_destroy(mtx_t *mutex)
{
    pthread_mutex_destroy((pthread_mutex_t *)mutex);
}

EXPORT int mtx_lock(mtx_t *mutex)
{
    if (!controlled())
        return NEXT(mtx_lock)(mutex);
    return to_c11(mutex_lock((pthread_mutex_t *)mutex, KIND_MUTEX_LOCK,
                             NEVER, CALLER));
}

EXPORT int mtx_trylock(mtx_t *mutex)
{
    if (!controlled())
        return NEXT(mtx_trylock)(mutex);
    return to_c11(mutex_lock((pthread_mutex_t *)mutex,
                             KIND_MUTEX_TRYLOCK, NEVER, CALLER));
}

EXPORT int mtx_timedlock(mtx_t *restrict mutex,
                         const struct timespec *restrict time)
{
    if (!controlled())
        return NEXT(mtx_timedlock)(mutex, time);
    return to_c11(mutex_timedlock((pthread_mutex_t *)mutex,
                                  CLOCK_REALTIME, time, CALLER));
}

EXPORT int mtx_unlock(mtx_t *mutex)
{
    if (!controlled())
        return NEXT(mtx_unlock)(mutex);
    return to_c11(mutex_unlock((pthread_mutex_t *)mutex, CALLER));
}

EXPORT int cnd_init(cnd_t *cond)
{
    int rc = NEXT(cnd_init)(cond);

    if (rc == thrd_success)
        object_new(cond, CLASS_COND);
    return rc;
}

EXPORT void cnd_destroy(cnd_t *cond)
{
    pthread_cond_destroy((pthread_cond_t *)cond);
}

EXPORT int cnd_wait(cnd_t *cond, mtx_t *mutex)
{
    if (!controlled())
        return NEXT(cnd_wait)(cond, mutex);
    return to_c11(cond_wait((pthread_cond_t *)cond,
                            (pthread_mutex_t *)mutex, NEVER, CALLER));
}

EXPORT int cnd_timedwait(cnd_t *restrict cond, mtx_t *restrict mutex,
                         const struct timespec *restrict time)
{
    if (!controlled())
        return NEXT(cnd_timedwait)(cond, mutex, time);
    return to_c11(cond_timedwait((pthread_cond_t *)cond,
                                 (pthread_mutex_t *)mutex,
                                 CLOCK_REALTIME, time, CALLER));
}

EXPORT int cnd_signal(cnd_t *cond)
{
    if (!controlled())
        return NEXT(cnd_signal)(cond);
    return to_c11(cond_wake((pthread_cond_t *)cond, false, CALLER));
}

EXPORT int cnd_broadcast(cnd_t *cond)
{
    if (!controlled())
        return NEXT(cnd_broadcast)(cond);
    return to_c11(cond_wake((pthread_cond_t *)cond, true, CALLER));
}

EXPORT void call_once(once_flag *flag, void (*function)(void))
{
    if (!controlled()) {
        NEXT(call_once)(flag, function);
        return;
    }
    pthread_once((pthread_once_t *)flag, function);
}
