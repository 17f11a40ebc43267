// dependence.h: which steps may be exchanged. Both halves include it.
//
// Two steps of different threads are independent if neither writes what
// the other touches: in either order they do the same, and neither keeps
// the other from going on. What a step touches is a list of keys; a step
// that nobody has classified touches everything.

#ifndef INTERLEAVE_DEPENDENCE_H
#define INTERLEAVE_DEPENDENCE_H

#include <stdbool.h>

#include "shared.h"

// The low bits of a touch; the rest is its key.
enum touch_flags {
    TOUCH_READ = 0,
    TOUCH_WRITE = 1,
    TOUCH_RELEASES = 2, // gives up what another may wait for
    TOUCH_AWAITS = 4,   // cannot go on before that was given up
    TOUCH_FLAGS = 7,
};

// What there is to touch.
enum touched {
    TOUCHED_OBJECT = 1, // a mutex and so on, by its address
    TOUCHED_LIFE,       // whether that object is there
    TOUCHED_MEMORY,     // four bytes, by their address / 4
    TOUCHED_THREAD,     // that a thread began or ended, by its number
    TOUCHED_JOIN,       // that somebody joins it
    TOUCHED_THREADS,    // the numbers of threads
    TOUCHED_STREAM,     // a FILE, by its address
    TOUCHED_FILE,       // a descriptor that is only written to
    TOUCHED_FILES,      // all other descriptors
};

static inline uint64_t touch_of(enum touched what, uint64_t which,
                                unsigned flags)
{
    return (uint64_t)what << 56 | which << 3 | flags;
}

static inline bool same_touched(uint64_t a, uint64_t b)
{
    return (a | TOUCH_FLAGS) == (b | TOUCH_FLAGS);
}

// Adds a touch; of one key only once, then with the flags of both.
static inline void add_touch(struct footprint *print, uint64_t touch)
{
    for (uint32_t i = 0; i < print->n; i++)
        if (same_touched(print->touches[i], touch)) {
            print->touches[i] |= touch;
            return;
        }
    if (print->n == MAX_TOUCHES)
        print->everything = 1;
    else
        print->touches[print->n++] = touch;
}

static inline bool in_range(const struct footprint *print,
                            uint64_t from, uint64_t to)
{
    if (from >= to)
        return false;
    if (print->from < to && from < print->to)
        return true;
    for (uint32_t i = 0; i < print->n; i++) {
        uint64_t address = (print->touches[i] << 8 >> 11) << 2;
        if (print->touches[i] >> 56 == TOUCHED_MEMORY &&
            address + 4 > from && address < to)
            return true;
    }
    return false;
}

static inline bool dependent(const struct footprint *a,
                             const struct footprint *b)
{
    if (a->everything || b->everything)
        return true;
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t j = 0; j < b->n; j++)
            if (same_touched(a->touches[i], b->touches[j]) &&
                ((a->touches[i] | b->touches[j]) & TOUCH_WRITE))
                return true;
    return in_range(a, b->from, b->to) || in_range(b, a->from, a->to);
}

// Whether the first only gave up what the second then could have: they
// are dependent, but could never have come in the other order.
static inline bool only_released(const struct footprint *a,
                                 const struct footprint *b)
{
    if (a->everything || b->everything || in_range(a, b->from, b->to) ||
        in_range(b, a->from, a->to))
        return false;
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t j = 0; j < b->n; j++)
            if (same_touched(a->touches[i], b->touches[j]) &&
                ((a->touches[i] | b->touches[j]) & TOUCH_WRITE) &&
                !(a->touches[i] & TOUCH_RELEASES &&
                  b->touches[j] & TOUCH_AWAITS))
                return false;
    return true;
}

#endif
