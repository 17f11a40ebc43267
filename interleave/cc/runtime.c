// runtime.c: linked into each program that `interleave cc` builds. The
// compiler's ThreadSanitizer instrumentation calls these functions; they
// tell the library what the program does, if the program runs under
// interleave, and do it. Elsewhere they do it, and that is all.
//
// The functions' names and meanings are the compilers' contract with the
// sanitizer's runtime: LLVM, compiler-rt/include/sanitizer/tsan_interface*.

#define _GNU_SOURCE
#include "hooks.h"

#include <dlfcn.h>
#include <stdint.h>
#include <string.h>

#define CALLER __builtin_return_address(0)

static const char mark[] = HOOKS_MARK;

static void no_access(const void *memory, size_t size, unsigned flags,
                      const void *pc)
{
    (void)memory, (void)size, (void)flags, (void)pc;
}

static void nothing_before(const void *memory, size_t size,
                           enum atomic_kind kind, const void *pc)
{
    (void)memory, (void)size, (void)kind, (void)pc;
}

static void nothing_after(const void *memory, size_t size,
                          enum atomic_kind kind, enum order order,
                          bool changed, const void *pc)
{
    (void)memory, (void)size, (void)kind, (void)order, (void)changed;
    (void)pc;
}

static void no_fence(enum order order)
{
    (void)order;
}

static void no_enter(const void *pc, const void *frame)
{
    (void)pc, (void)frame;
}

static void no_leave(void)
{
}

static const struct hooks none = {
    no_access, nothing_before, nothing_after,
    no_fence,  no_enter,       no_leave,
};
static const struct hooks *hooks = &none;

// The address of the mark is taken, so that no linker drops it.
__attribute__((constructor)) static void attach(void)
{
    const char *volatile kept = mark;
    give_hooks_fn *give;

    (void)kept;
    *(void **)&give = dlsym(RTLD_DEFAULT, HOOKS_NAME);
    if (give)
        hooks = give();
}

void __tsan_init(void);
void __tsan_init(void)
{
}

// ---- plain accesses ----------------------------------------------------

#define PLAIN(name, size, flags)                                       \
    void __tsan_##name(void *memory);                                  \
    void __tsan_##name(void *memory)                                   \
    {                                                                  \
        hooks->access(memory, size, flags, CALLER);                    \
    }

#define PLAIN_OF(size)                                                 \
    PLAIN(read##size, size, ACCESS_READ)                               \
    PLAIN(write##size, size, ACCESS_WRITE)                             \
    PLAIN(read_write##size, size, ACCESS_WRITE)                        \
    PLAIN(volatile_read##size, size, ACCESS_VOLATILE)                  \
    PLAIN(volatile_write##size, size, ACCESS_VOLATILE | ACCESS_WRITE)  \
    PLAIN(unaligned_read##size, size, ACCESS_READ)                     \
    PLAIN(unaligned_write##size, size, ACCESS_WRITE)                   \
    PLAIN(unaligned_read_write##size, size, ACCESS_WRITE)              \
    PLAIN(unaligned_volatile_read##size, size, ACCESS_VOLATILE)        \
    PLAIN(unaligned_volatile_write##size, size,                        \
          ACCESS_VOLATILE | ACCESS_WRITE)

PLAIN_OF(1)
PLAIN_OF(2)
PLAIN_OF(4)
PLAIN_OF(8)
PLAIN_OF(16)
PLAIN(vptr_read, sizeof(void *), ACCESS_READ)

void __tsan_vptr_update(void **memory, void *value);
void __tsan_vptr_update(void **memory, void *value)
{
    if (*memory != value)
        hooks->access(memory, sizeof *memory, ACCESS_WRITE, CALLER);
}

static void touch(const void *memory, size_t size, unsigned flags,
                  const void *pc)
{
    if (size > 0)
        hooks->access(memory, size, flags, pc);
}

void __tsan_read_range(void *memory, size_t size);
void __tsan_read_range(void *memory, size_t size)
{
    touch(memory, size, ACCESS_READ, CALLER);
}

void __tsan_write_range(void *memory, size_t size);
void __tsan_write_range(void *memory, size_t size)
{
    touch(memory, size, ACCESS_WRITE, CALLER);
}

void __tsan_func_entry(const void *pc);
void __tsan_func_entry(const void *pc)
{
    hooks->enter(pc, __builtin_frame_address(0));
}

void __tsan_func_exit(void);
void __tsan_func_exit(void)
{
    hooks->leave();
}

// Functions whose accesses are not to be looked at: rarely asked for.
void __tsan_ignore_thread_begin(void);
void __tsan_ignore_thread_begin(void)
{
}

void __tsan_ignore_thread_end(void);
void __tsan_ignore_thread_end(void)
{
}

// ---- atomic operations -------------------------------------------------

// A failed compare and exchange has only loaded.
#define EXCHANGE(bits, type, name, result, expected, on_failure)       \
    type before = expected;                                            \
    hooks->before_atomic((const void *)at, sizeof *at, ATOMIC_CHANGE,  \
                         CALLER);                                      \
    bool done = swap##bits(at, &before, value);                        \
    hooks->after_atomic((const void *)at, sizeof *at,                  \
                        done ? ATOMIC_CHANGE : ATOMIC_LOAD,            \
                        done ? order : failed, done &&before != value, \
                        CALLER);                                       \
    on_failure;                                                        \
    return result

#define CHANGE(bits, type, name, after)                                \
    type __tsan_atomic##bits##_##name(volatile type *at, type value,   \
                                      int order);                      \
    type __tsan_atomic##bits##_##name(volatile type *at, type value,   \
                                      int order)                       \
    {                                                                  \
        hooks->before_atomic((const void *)at, sizeof *at,             \
                             ATOMIC_CHANGE, CALLER);                   \
        type before = load##bits(at);                                  \
        while (!swap##bits(at, &before, (type)(after)))                \
            ;                                                          \
        hooks->after_atomic((const void *)at, sizeof *at,              \
                            ATOMIC_CHANGE, order,                      \
                            (type)(after) != before, CALLER);          \
        return before;                                                 \
    }

#define ATOMIC_OF(bits, type)                                          \
    type __tsan_atomic##bits##_load(const volatile type *at,           \
                                    int order);                        \
    type __tsan_atomic##bits##_load(const volatile type *at,           \
                                    int order)                         \
    {                                                                  \
        hooks->before_atomic((const void *)at, sizeof *at,             \
                             ATOMIC_LOAD, CALLER);                     \
        type value = load##bits(at);                                   \
        hooks->after_atomic((const void *)at, sizeof *at, ATOMIC_LOAD, \
                            order, false, CALLER);                     \
        return value;                                                  \
    }                                                                  \
    void __tsan_atomic##bits##_store(volatile type *at, type value,    \
                                     int order);                       \
    void __tsan_atomic##bits##_store(volatile type *at, type value,    \
                                     int order)                        \
    {                                                                  \
        hooks->before_atomic((const void *)at, sizeof *at,             \
                             ATOMIC_STORE, CALLER);                    \
        type before = load##bits(at);                                  \
        store##bits(at, value);                                        \
        hooks->after_atomic((const void *)at, sizeof *at,              \
                            ATOMIC_STORE, order, before != value,      \
                            CALLER);                                   \
    }                                                                  \
    CHANGE(bits, type, exchange, value)                                \
    CHANGE(bits, type, fetch_add, before + value)                      \
    CHANGE(bits, type, fetch_sub, before - value)                      \
    CHANGE(bits, type, fetch_and, before &value)                       \
    CHANGE(bits, type, fetch_or, before | value)                       \
    CHANGE(bits, type, fetch_xor, before ^ value)                      \
    CHANGE(bits, type, fetch_nand, ~(before & value))                  \
    int __tsan_atomic##bits##_compare_exchange_strong(                 \
        volatile type *at, type *expected, type value, int order,      \
        int failed);                                                   \
    int __tsan_atomic##bits##_compare_exchange_strong(                 \
        volatile type *at, type *expected, type value, int order,      \
        int failed)                                                    \
    {                                                                  \
        EXCHANGE(bits, type, strong, done, *expected,                  \
                 if (!done) *expected = before);                       \
    }                                                                  \
    int __tsan_atomic##bits##_compare_exchange_weak(                   \
        volatile type *at, type *expected, type value, int order,      \
        int failed);                                                   \
    int __tsan_atomic##bits##_compare_exchange_weak(                   \
        volatile type *at, type *expected, type value, int order,      \
        int failed)                                                    \
    {                                                                  \
        EXCHANGE(bits, type, weak, done, *expected,                    \
                 if (!done) *expected = before);                       \
    }                                                                  \
    type __tsan_atomic##bits##_compare_exchange_val(                   \
        volatile type *at, type expected, type value, int order,       \
        int failed);                                                   \
    type __tsan_atomic##bits##_compare_exchange_val(                   \
        volatile type *at, type expected, type value, int order,       \
        int failed)                                                    \
    {                                                                  \
        EXCHANGE(bits, type, val, before, expected, (void)0);          \
    }

#define ORDINARY(bits, type)                                           \
    static type load##bits(const volatile type *at)                    \
    {                                                                  \
        return __atomic_load_n(at, __ATOMIC_SEQ_CST);                  \
    }                                                                  \
    static void store##bits(volatile type *at, type value)             \
    {                                                                  \
        __atomic_store_n(at, value, __ATOMIC_SEQ_CST);                 \
    }                                                                  \
    static bool swap##bits(volatile type *at, type *expected,          \
                           type value)                                 \
    {                                                                  \
        return __atomic_compare_exchange_n(at, expected, value, false, \
                                           __ATOMIC_SEQ_CST,           \
                                           __ATOMIC_SEQ_CST);          \
    }                                                                  \
    ATOMIC_OF(bits, type)

ORDINARY(8, uint8_t)
ORDINARY(16, uint16_t)
ORDINARY(32, uint32_t)
ORDINARY(64, uint64_t)

// Not every machine has atomic operations on 16 bytes; but all those of
// the program come here, so a lock will do.
#ifdef __SIZEOF_INT128__
__extension__ typedef unsigned __int128 wide;
static bool wide_locked;

static void lock_wide(void)
{
    while (__atomic_test_and_set(&wide_locked, __ATOMIC_ACQUIRE))
        ;
}

static void unlock_wide(void)
{
    __atomic_clear(&wide_locked, __ATOMIC_RELEASE);
}

static wide load128(const volatile wide *at)
{
    lock_wide();
    wide value = *at;
    unlock_wide();
    return value;
}

static void store128(volatile wide *at, wide value)
{
    lock_wide();
    *at = value;
    unlock_wide();
}

static bool swap128(volatile wide *at, wide *expected, wide value)
{
    lock_wide();
    wide before = *at;
    bool same = before == *expected;
    if (same)
        *at = value;
    unlock_wide();
    *expected = before;
    return same;
}

ATOMIC_OF(128, wide)
#endif

void __tsan_atomic_thread_fence(int order);
void __tsan_atomic_thread_fence(int order)
{
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    hooks->fence(order);
}

// Orders a thread and its own signal handlers: nothing between threads.
void __tsan_atomic_signal_fence(int order);
void __tsan_atomic_signal_fence(int order)
{
    (void)order;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
}

// ---- functions of the C library that touch the program's memory --------
// The linker gives the program's calls to __wrap_NAME (--wrap).

#define WRAP(type, name, parameters, arguments, touches)               \
    type __real_##name parameters;                                     \
    type __wrap_##name parameters;                                     \
    type __wrap_##name parameters                                      \
    {                                                                  \
        const void *pc = CALLER;                                       \
        touches;                                                       \
        return __real_##name arguments;                                \
    }

size_t __real_strlen(const char *text);

static size_t length(const char *text)
{
    return __real_strlen(text);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

WRAP(void *, memcpy, (void *to, const void *from, size_t n),
     (to, from, n),
     (touch(from, n, ACCESS_READ, pc), touch(to, n, ACCESS_WRITE, pc)))
WRAP(void *, memmove, (void *to, const void *from, size_t n),
     (to, from, n),
     (touch(from, n, ACCESS_READ, pc), touch(to, n, ACCESS_WRITE, pc)))
WRAP(void *, memset, (void *to, int byte, size_t n), (to, byte, n),
     touch(to, n, ACCESS_WRITE, pc))
WRAP(int, memcmp, (const void *a, const void *b, size_t n), (a, b, n),
     (touch(a, n, ACCESS_READ, pc), touch(b, n, ACCESS_READ, pc)))
WRAP(size_t, strlen, (const char *text), (text),
     touch(text, length(text) + 1, ACCESS_READ, pc))
WRAP(char *, strcpy, (char *to, const char *from), (to, from),
     (touch(from, length(from) + 1, ACCESS_READ, pc),
      touch(to, length(from) + 1, ACCESS_WRITE, pc)))
WRAP(char *, strncpy, (char *to, const char *from, size_t n),
     (to, from, n),
     (touch(from, least(strnlen(from, n) + 1, n), ACCESS_READ, pc),
      touch(to, n, ACCESS_WRITE, pc)))
WRAP(char *, strcat, (char *to, const char *from), (to, from),
     (touch(from, length(from) + 1, ACCESS_READ, pc),
      touch(to, length(to), ACCESS_READ, pc),
      touch(to + length(to), length(from) + 1, ACCESS_WRITE, pc)))
WRAP(int, strcmp, (const char *a, const char *b), (a, b),
     (touch(a, length(a) + 1, ACCESS_READ, pc),
      touch(b, length(b) + 1, ACCESS_READ, pc)))
WRAP(int, strncmp, (const char *a, const char *b, size_t n), (a, b, n),
     (touch(a, least(strnlen(a, n) + 1, n), ACCESS_READ, pc),
      touch(b, least(strnlen(b, n) + 1, n), ACCESS_READ, pc)))

// What later versions of clang make of copies that they see themselves.
#define SANITIZER_S(name, parameters, arguments)                       \
    void *__tsan_##name parameters;                                    \
    void *__tsan_##name parameters                                     \
    {                                                                  \
        return __wrap_##name arguments;                                \
    }

SANITIZER_S(memcpy, (void *to, const void *from, size_t n),
            (to, from, n))
SANITIZER_S(memmove, (void *to, const void *from, size_t n),
            (to, from, n))
SANITIZER_S(memset, (void *to, int byte, size_t n), (to, byte, n))
