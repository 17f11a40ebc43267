// hooks.h: what the runtime in a program built by `interleave cc` tells
// the library, if the program runs under it.

#ifndef INTERLEAVE_HOOKS_H
#define INTERLEAVE_HOOKS_H

#include <stdbool.h>
#include <stddef.h>

// The library has a function of this name that returns its hooks; the
// number changes with the contract. The mark is in each program that asks
// for them.
#define HOOKS_NAME "interleave_hooks_1"
#define HOOKS_MARK "built by interleave cc, version 1"

enum access_flags {
    ACCESS_READ = 0,
    ACCESS_WRITE = 1,
    ACCESS_ATOMIC = 2,
    ACCESS_VOLATILE = 4,
    ACCESS_FREE = 8, // the memory is given back: a write to all of it
};

// What the access does, as a verb.
static inline const char *access_word(unsigned flags)
{
    bool write = flags & ACCESS_WRITE;

    if (flags & ACCESS_FREE)
        return "frees";
    if (flags & ACCESS_ATOMIC)
        return write ? "writes atomically" : "reads atomically";
    return write ? "writes" : "reads";
}

// C11's memory orders, as the compilers number them.
enum order {
    ORDER_RELAXED,
    ORDER_CONSUME,
    ORDER_ACQUIRE,
    ORDER_RELEASE,
    ORDER_ACQ_REL,
    ORDER_SEQ_CST,
};

enum atomic_kind { ATOMIC_LOAD, ATOMIC_STORE, ATOMIC_CHANGE };

// `pc` is the address that the instrumentation's call returns to.
struct hooks {
    // About to read or write plain memory.
    void (*access)(const void *memory, size_t size, unsigned flags,
                   const void *pc);
    // About to make an atomic operation, and having made it. Others may
    // run before, nobody in between. A compare and exchange that failed
    // is a load then; `changed`: memory is not what it was before.
    void (*before_atomic)(const void *memory, size_t size,
                          enum atomic_kind kind, const void *pc);
    void (*after_atomic)(const void *memory, size_t size,
                         enum atomic_kind kind, enum order order,
                         bool changed, const void *pc);
    void (*fence)(enum order order);
    // A function begins, called from `pc`, and ends.
    void (*enter)(const void *pc, const void *frame);
    void (*leave)(void);
};

typedef const struct hooks *give_hooks_fn(void);

#endif
