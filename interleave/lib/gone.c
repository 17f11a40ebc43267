// gone.c: memory that is no more, and who used it all the same.
//
// What is certain is said, and nothing else. A freed block is gone until
// the heap hands its memory out again. The stack of an ended thread is
// gone until a later thread gets it, or its memory becomes something
// else: a mark that the thread leaves tells. A frame is gone if it lies
// below where its living thread now stands; once a later call covers it
// again, nobody can tell.

#include "gone.h"

#include <errno.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/uio.h>
#include <unistd.h>

enum {
    REMEMBERED = 1024, // freed blocks
    LINE = 64,         // bytes
    LINES = 1 << 14,
    LARGE = 1 << 17,
    MARK_DEPTH = 8192, // below the last frames of a thread
    LEAST_STACK = 1 << 15,
    MAIN_STACK = 8 << 20,
};

static uint64_t low[REMEMBERED], high[REMEMBERED]; // low == high: none
static struct freed {
    uint64_t pc;
    uint32_t step, n_events;
    uint64_t time;
    uint16_t thread;
} freed[REMEMBERED];
static uint32_t n_freed; // ever; the oldest are forgotten
// How many of the blocks lie on a line of memory, or one with the same
// remainder: most accesses are seen at once to be on none.
static uint16_t on_line[LINES];

static uint32_t n_kept(void)
{
    return n_freed < REMEMBERED ? n_freed : REMEMBERED;
}

static void count_lines(uint32_t block, int by)
{
    for (uint64_t l = low[block] / LINE; l * LINE < high[block]; l++)
        on_line[l % LINES] += by;
}

static void forget(uint32_t block)
{
    if (low[block] == high[block])
        return;
    count_lines(block, -1);
    high[block] = low[block];
}

void gone_given(const void *memory, size_t size)
{
    uint64_t a = (uintptr_t)memory, end = a + size;
    uint32_t n = n_kept();

    for (uint32_t i = 0; i < n; i++)
        if (low[i] < end && a < high[i])
            forget(i);
}

static const struct freed *freed_at(uint64_t address)
{
    uint32_t n = on_line[address / LINE % LINES] ? n_kept() : 0;

    for (uint32_t i = 0; i < n; i++)
        if (address >= low[i] && address < high[i])
            return &freed[i];
    return NULL;
}

// free makes no step and no line of the timeline, until it matters.
static void show_freed(const struct freed *f)
{
    trace_past(f->n_events, &(struct event){.step = f->step,
                                            .thread = f->thread,
                                            .kind = KIND_FREE,
                                            .time = f->time,
                                            .holder = NO_THREAD,
                                            .other = NO_THREAD,
                                            .pc = f->pc});
}

static void check_waiters(uint64_t a, uint64_t end, uint64_t pc)
{
    for (uint32_t i = 0; i < n_threads; i++) {
        const struct thread *t = threads[i];
        const struct op *op = t->ended ? NULL : t->op;

        if (op && op->blocked && op->object &&
            op->object->address >= a && op->object->address < end)
            fail(OUTCOME_MISUSE, pc,
                 "thread %u frees the memory of a %s that thread %u"
                 " waits for",
                 self->id, class_word(op->object->class), t->id);
    }
}

void gone_check_free(const void *memory, uint64_t pc)
{
    const struct freed *before = freed_at((uintptr_t)memory);

    if (!before)
        return;
    show_freed(before);
    fail(OUTCOME_MISUSE, pc,
         "thread %u frees" PLACE " memory that thread %u freed" PLACE,
         self->id, pc, before->thread, before->pc);
}

void gone_freed(const void *memory, size_t size, uint64_t pc)
{
    uint64_t a = (uintptr_t)memory;
    uint32_t i = n_freed % REMEMBERED;

    check_waiters(a, a + size, pc);
    // Large blocks go back to the kernel: a use of them is a crash.
    if (size >= LARGE)
        return;
    forget(i);
    low[i] = a;
    high[i] = a + size;
    count_lines(i, 1);
    freed[i] = (struct freed){.pc = pc,
                              .thread = self->id,
                              .time = now,
                              .step = shared->result.steps,
                              .n_events = shared->result.n_events};
    n_freed++;
}

// ---- stacks -----------------------------------------------------------

static uint64_t lowest = UINT64_MAX, highest; // of all but main's

void gone_main_begins(void)
{
    struct rlimit limit = {MAIN_STACK, MAIN_STACK};
    uint64_t here = (uintptr_t)__builtin_frame_address(0);

    getrlimit(RLIMIT_STACK, &limit);
    if (limit.rlim_cur > MAIN_STACK)
        limit.rlim_cur = MAIN_STACK;
    self->stack_low = here - limit.rlim_cur;
}

static size_t usual_size;

void gone_prepare(void)
{
    pthread_attr_t usual;

    if (pthread_getattr_default_np(&usual) != 0)
        return;
    pthread_attr_getstacksize(&usual, &usual_size);
    pthread_attr_destroy(&usual);
}

// 0 for memory of the program's own, which it may use again.
static size_t stack_size(const pthread_attr_t *attr)
{
    size_t size = 0;
    void *own = NULL;

    if (!attr)
        return usual_size;
    pthread_attr_getstack(attr, &own, &size);
    if ((uintptr_t)own + size != 0) // glibc counts down from no address
        return 0;
    pthread_attr_getstacksize(attr, &size);
    return size;
}

// In the thread that creates another.
void gone_thread_created(struct thread *t, const pthread_attr_t *attr)
{
    size_t size = stack_size(attr);

    t->stack_size = size > LEAST_STACK ? size : 0;
}

// The new thread runs for the first time: what lies on its stack now is
// its own.
void gone_thread_begins(void)
{
    if (self->stack_size == 0 || sanitized)
        return;
    self->stack_low =
        self->stack_top - self->stack_size + LEAST_STACK / 2;
    if (self->stack_low < lowest)
        lowest = self->stack_low;
    if (self->stack_top > highest)
        highest = self->stack_top;
    for (uint32_t i = 1; i < n_threads; i++)
        if (threads[i] != self && threads[i]->ended &&
            threads[i]->stack_low < self->stack_top &&
            self->stack_low < threads[i]->stack_top)
            threads[i]->stack_low = threads[i]->stack_top;
}

static uint64_t mark_of(const struct thread *t)
{
    return t->stack_top * 0x9e3779b97f4a7c15ull ^ t->id;
}

void gone_thread_ends(void)
{
    uint64_t at = (uintptr_t)__builtin_frame_address(0) - MARK_DEPTH;

    if (self->id == 0 || self->stack_low == 0 || at < self->stack_low)
        return;
    self->mark_at = at & ~7ull;
    *(volatile uint64_t *)(uintptr_t)self->mark_at = mark_of(self);
}

// Read memory that may not be there.
static int peek(uint64_t address, uint64_t *value)
{
    struct iovec here = {value, sizeof *value};
    struct iovec there = {(void *)(uintptr_t)(address & ~7ull),
                          sizeof *value};

    return process_vm_readv(getpid(), &here, 1, &there, 1, 0) ==
                   sizeof *value
               ? 0
               : errno;
}

// Whether this is still what the thread left.
static bool left_by(const struct thread *t, uint64_t address)
{
    uint64_t value = 0;
    int error = t->mark_at ? peek(t->mark_at, &value) : EINVAL;

    if (error == EFAULT)
        return peek(address, &value) == EFAULT;
    return error == 0 && value == mark_of(t);
}

enum fate { THERE, ENDED, LEFT };

// Whether the address lies on the stack of t, and is gone.
static enum fate fate_of(const struct thread *t, uint64_t address)
{
    if (t == self || t->stack_low == 0 || address < t->stack_low)
        return THERE;
    if (t->ended)
        return t->id && address < t->stack_top && left_by(t, address)
                   ? ENDED
                   : THERE;
    return address < t->stands_at && t->stands_at < t->stack_top
               ? LEFT
               : THERE;
}

// Whose stack was there; NULL if the memory is not that of a stack, or
// not gone.
static const struct thread *owner_of(uint64_t address, enum fate *fate)
{
    uint32_t n = address >= lowest && address < highest ? n_threads : 1;

    for (uint32_t i = 0; i < n; i++)
        if ((*fate = fate_of(threads[i], address)) != THERE)
            return threads[i];
    return NULL;
}

bool is_gone(uint64_t address)
{
    enum fate fate;

    return !sanitized &&
           (freed_at(address) || owner_of(address, &fate));
}

void check_memory(uint64_t address, uint64_t pc, const char *does,
                  const char *what)
{
    const struct freed *f;
    const struct thread *t;
    enum fate fate;

    if (sanitized || shared->request.flags & WANT_SURVEY)
        return;
    if ((f = freed_at(address)) != NULL) {
        show_freed(f);
        fail(OUTCOME_MISUSE, pc,
             "thread %u %s" PLACE
             " %smemory that thread %u freed" PLACE,
             self->id, does, pc, what, f->thread, f->pc);
    }
    t = owner_of(address, &fate);
    if (t && fate == ENDED)
        fail(OUTCOME_MISUSE, pc,
             "thread %u %s" PLACE " %sthe stack of thread %u, which has"
             " ended",
             self->id, does, pc, what, t->id);
    if (t)
        fail(OUTCOME_MISUSE, pc,
             "thread %u %s" PLACE
             " %sa local variable of thread %u, whose"
             " function has returned",
             self->id, does, pc, what, t->id);
}
