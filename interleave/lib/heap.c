// heap.c: the program's heap, as it is, but watched. In a search, memory
// that is given back is spoilt, so that who uses it afterwards is seen
// to; gone.c remembers it. A sanitizer's own heap knows better.

#include "gone.h"

#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SPOILT = 0xe5, EARLY = 4096 };

// The dynamic linker may ask for memory while it looks our functions up:
// it gets some of this, and never gives it back.
static _Alignas(16) char early[EARLY];
static size_t early_used;
static bool looking;

static void *early_block(size_t size)
{
    char *block = early + early_used;

    size = (size + 15) & ~(size_t)15;
    if (size > EARLY - early_used)
        return NULL;
    early_used += size;
    return block;
}

static bool is_early(const void *memory)
{
    return (const char *)memory >= early &&
           (const char *)memory < early + EARLY;
}

// As NEXT, but not while a look-up is under way.
#define HEAP(f)                                                        \
    (__extension__({                                                   \
        static __typeof__(&f) next_;                                   \
        if (!next_ && !looking) {                                      \
            looking = true;                                            \
            *(void **)&next_ = next_symbol(#f);                        \
            looking = false;                                           \
        }                                                              \
        next_;                                                         \
    }))

static bool watched(void)
{
    return is_server_child && controlled() && !sanitized;
}

// The end of the highest block that was ever given from below the break:
// what lies behind it was never the program's.
static const char *used_end;

const char *heap_used(void)
{
    return used_end;
}

// ThreadSanitizer asks for memory before it is ready for a question about
// it, so the size here is the one that was asked for.
static void *given(void *memory, size_t size)
{
    const char *end = (const char *)memory + size;

    if (memory && end > used_end && end <= (const char *)sbrk(0))
        used_end = end;
    if (memory && watched())
        gone_given(memory, malloc_usable_size(memory));
    return memory;
}

// A thread that allocates gets an arena of its own, which costs several
// calls of the kernel. Here one thread runs at a time: one arena will do.
void heap_begin(void)
{
#ifdef M_ARENA_MAX
    if (is_server_child)
        mallopt(M_ARENA_MAX, 1);
#endif
}

EXPORT void *malloc(size_t size)
{
    __typeof__(&malloc) next = HEAP(malloc);

    return next ? given(next(size), size) : early_block(size);
}

EXPORT void *calloc(size_t n, size_t size)
{
    __typeof__(&calloc) next = HEAP(calloc);

    return next ? given(next(n, size), n * size) : early_block(n * size);
}

// A block is about to be given back: how large it is.
static size_t taken_back(void *memory, uint64_t pc)
{
    if (watched())
        gone_check_free(memory, pc);
    size_t size = malloc_usable_size(memory);
    access_freed(memory, size, pc);
    return size;
}

// In a search: it is given back.
static void forget(void *memory, size_t size, uint64_t pc)
{
    memory_freed(memory, size, pc);
    gone_freed(memory, size, pc);
    touch_freed(memory, size);
}

// For data races the old block is given back even if it only grows.
static void *resize(void *memory, size_t size, uint64_t pc)
{
    __typeof__(&realloc) next = HEAP(realloc);

    if (!next || is_early(memory))
        return NULL;
    if (!memory || !controlled())
        return given(next(memory, size), size);
    size_t before = taken_back(memory, pc);
    void *moved = next(memory, size);
    if (watched() && moved != memory && (moved || size == 0))
        forget(memory, before, pc);
    return given(moved, size);
}

EXPORT void *realloc(void *memory, size_t size)
{
    return resize(memory, size, CALLER);
}

EXPORT void *reallocarray(void *memory, size_t n, size_t size)
{
    size_t whole;

    if (__builtin_mul_overflow(n, size, &whole)) {
        errno = ENOMEM;
        return NULL;
    }
    return resize(memory, whole, CALLER);
}

EXPORT void *aligned_alloc(size_t alignment, size_t size)
{
    return given(NEXT(aligned_alloc)(alignment, size), size);
}

EXPORT void *memalign(size_t alignment, size_t size)
{
    return given(NEXT(memalign)(alignment, size), size);
}

EXPORT int posix_memalign(void **memory, size_t alignment, size_t size)
{
    int rc = NEXT(posix_memalign)(memory, alignment, size);

    if (rc == 0)
        given(*memory, size);
    return rc;
}

EXPORT void *valloc(size_t size)
{
    return given(NEXT(valloc)(size), size);
}

EXPORT void free(void *memory)
{
    __typeof__(&free) next = HEAP(free);

    if (!next || is_early(memory))
        return;
    if (memory && controlled()) {
        uint64_t pc = CALLER;
        size_t size = taken_back(memory, pc);

        if (watched()) {
            forget(memory, size, pc);
            memset(memory, SPOILT, size);
        }
    }
    next(memory);
}
