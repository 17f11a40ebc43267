// spin.c: threads that look at the same thing again and again.
//
// A loop that only looks makes a tree of schedules without end: it may
// look once, twice, … before somebody changes what it looks at. All of
// these come to the same. So in a reduced search a thread that comes back
// to where it was, with its registers, its stack, the program's variables
// and its heap as they were, and has changed nothing since, waits until
// a step touches what it looked at; as if it had called a blocking wait.

#include "core.h"

#include "../dependence.h"

#include <string.h>
#include <unistd.h>

enum { MOST_BYTES = 1 << 20 }; // of heap or stack, to compare

static const char *heap_start;

// Early: before the program has allocated anything.
__attribute__((constructor)) static void find_heap(void)
{
    heap_start = sbrk(0);
}

static uint64_t mix_bytes(uint64_t hash, const char *from,
                          const char *to)
{
    uint64_t word;

    for (; from + sizeof word <= to; from += sizeof word) {
        memcpy(&word, from, sizeof word);
        hash = (hash ^ word) * 0x9e3779b97f4a7c15ull;
        hash ^= hash >> 29;
    }
    return hash;
}

// A number for all that this thread can tell its situation by; 0: too
// much. The stack holds the registers too: those of the program were
// saved there on the way here. op counts steps; it is left out.
__attribute__((noinline)) static uint64_t situation(const struct op *op)
{
    __builtin_unwind_init();
    const char *sp = __builtin_frame_address(0);
    const char *top = (const char *)(uintptr_t)self->frame_top;
    const char *heap_end = heap_used();
    uint64_t hash = 1;

    if (heap_end < heap_start)
        heap_end = heap_start; // nothing was allocated
    if (!top || sp > top || top - sp > MOST_BYTES ||
        heap_end - heap_start > MOST_BYTES ||
        variables_end - variables_start > MOST_BYTES)
        return 0;
    hash = mix_bytes(hash, sp, (const char *)op);
    hash = mix_bytes(hash, (const char *)(op + 1), top);
    hash = mix_bytes(hash, variables_start, variables_end);
    hash = mix_bytes(hash, heap_start, heap_end);
    return hash ? hash : 1;
}

// This thread is about to make the op: whether it was here before, and
// nothing has come of it.
void spin_look(struct thread *t, const struct op *op)
{
    if (!reducing() || op->ready)
        return;
    bool at_mark = t->mark_pc == op->pc && t->mark_kind == op->kind;
    bool mark_now = (t->looks & (t->looks + 1)) == 0; // 0, 1, 3, 7 …

    t->looks++;
    if (!at_mark && !mark_now)
        return;
    uint64_t here = situation(op);
    if (at_mark && here && here == t->mark) {
        t->spins = true;
        return;
    }
    if (!mark_now)
        return;
    t->mark = here;
    t->mark_pc = op->pc;
    t->mark_kind = op->kind;
    t->looked_at = (struct footprint){.n = 0};
}

static bool writes(const struct footprint *print)
{
    bool any = print->everything || print->from < print->to;

    for (uint32_t i = 0; i < print->n; i++)
        any |= print->touches[i] & TOUCH_WRITE;
    return any;
}

// A step was made: who looked at what it changed looks again. `print`
// NULL: time has passed.
void spins_end(const struct footprint *print)
{
    bool any = !print || writes(print);

    for (uint32_t i = 0; i < n_threads; i++) {
        struct thread *t = threads[i];

        if (t == running && print && !any) {
            for (uint32_t k = 0; k < print->n; k++)
                add_touch(&t->looked_at, print->touches[k]);
        } else if (t == running || !print ||
                   (any && t->spins &&
                    dependent(print, &t->looked_at))) {
            t->spins = false;
            t->looks = 0;
            t->mark_pc = 0;
        }
    }
}
