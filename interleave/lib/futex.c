// futex.c: futex(2) by way of syscall(2), and other raw system calls.

#include "core.h"

#include <errno.h>
#include <linux/futex.h>
#include <limits.h>
#include <stdarg.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static bool was_woken(struct thread *t, struct op *op)
{
    (void)op;
    return t->woken;
}

static long fail_with(int error)
{
    trace_result(error);
    errno = error;
    return -1;
}

static uint64_t deadline(int op, const struct timespec *time,
                         int *error)
{
    int clock =
        op & FUTEX_CLOCK_REALTIME ? CLOCK_REALTIME : CLOCK_MONOTONIC;
    bool absolute = (op & FUTEX_CMD_MASK) == FUTEX_WAIT_BITSET;

    *error = 0;
    if (!time)
        return NEVER;
    uint64_t until = until_of(time, clock, error);
    return absolute || *error ? until : after_of(time);
}

static long futex_wait(uint32_t *word, int op, uint32_t value,
                       const struct timespec *time, uint32_t bits,
                       uint64_t pc)
{
    struct object *f = object_of(word, CLASS_FUTEX);
    int error;
    struct op wait = {.kind = KIND_FUTEX_WAIT,
                      .pc = pc,
                      .object = f,
                      .address = f->address};

    step(&wait);
    if (__atomic_load_n(word, __ATOMIC_SEQ_CST) != value)
        return fail_with(EAGAIN);
    wait.until = deadline(op, time, &error);
    if (error)
        return fail_with(error);
    wait.ready = was_woken;
    wait.interruptible = true;
    wait.restarts = time == NULL;
    wait.arg = bits;
    self->woken = false;
    enum go go = step(&wait);
    if (go == GO_READY)
        return 0;
    return fail_with(go == GO_TIMEOUT ? ETIMEDOUT : EINTR);
}

// Those who wait, the one that came first at the front.
static struct thread *first_waiter(const struct object *f,
                                   uint32_t bits)
{
    struct thread *first = NULL;

    for (uint32_t i = 0; i < n_threads; i++) {
        struct thread *t = threads[i];

        if (t->ended || !t->op || t->op->object != f ||
            t->op->ready != was_woken || t->woken ||
            !(t->op->arg & bits))
            continue;
        if (!first || t->op->since < first->op->since)
            first = t;
    }
    return first;
}

static long wake(struct object *f, uint32_t n, uint32_t bits)
{
    struct thread *t;
    long woken = 0;

    while (woken < n && (t = first_waiter(f, bits)) != NULL) {
        t->woken = true;
        woken++;
    }
    return woken;
}

static long requeue(struct object *f, uint32_t *to, uint32_t n)
{
    struct object *g = object_of(to, CLASS_FUTEX);
    struct thread *t;
    long moved = 0;

    while (moved < n && (t = first_waiter(f, UINT32_MAX)) != NULL) {
        t->op->object = g;
        moved++;
    }
    return moved;
}

static long do_futex(uint32_t *word, int op, uint32_t value,
                     uintptr_t a4, uint32_t *word2, uint32_t value3,
                     uint64_t pc)
{
    struct object *f = object_of(word, CLASS_FUTEX);
    int command = op & FUTEX_CMD_MASK;
    const struct timespec *time = (const void *)a4;
    uint32_t bits =
        command == FUTEX_WAIT_BITSET || command == FUTEX_WAKE_BITSET
            ? value3
            : UINT32_MAX;

    if (command == FUTEX_WAIT || command == FUTEX_WAIT_BITSET)
        return futex_wait(word, op, value, time, bits, pc);
    step_simple(KIND_FUTEX_WAKE, pc, f);
    if (command == FUTEX_WAKE || command == FUTEX_WAKE_BITSET)
        return wake(f, value, bits);
    if (command == FUTEX_CMP_REQUEUE &&
        __atomic_load_n(word, __ATOMIC_SEQ_CST) != value3)
        return fail_with(EAGAIN);
    if (command != FUTEX_WAKE && command != FUTEX_WAKE_BITSET)
        touch_everything();
    if (command == FUTEX_REQUEUE || command == FUTEX_CMP_REQUEUE) {
        long woken = wake(f, value, UINT32_MAX);
        return woken + requeue(f, word2, (uint32_t)a4);
    }
    note_uncontrolled("futex",
                      "this operation is not controlled; it may"
                      " block the whole run");
    return NEXT(syscall)(SYS_futex, word, op, value, a4, word2, value3);
}

EXPORT long syscall(long number, ...)
{
    va_list args;
    long a[6];

    va_start(args, number);
    for (int i = 0; i < 6; i++)
        a[i] = va_arg(args, long);
    va_end(args);
    if (number != SYS_futex || !controlled())
        return NEXT(syscall)(number, a[0], a[1], a[2], a[3], a[4],
                             a[5]);
    return do_futex((uint32_t *)a[0], (int)a[1], (uint32_t)a[2],
                    (uintptr_t)a[3], (uint32_t *)a[4], (uint32_t)a[5],
                    CALLER);
}
