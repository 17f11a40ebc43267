// heap.c: in a search, memory that is given back is spoilt, so that who
// uses it afterwards is seen to. A sanitizer's own heap knows better.

#include "core.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

enum { SPOILT = 0xe5 };

// The dynamic linker may free while it looks the function up: those few
// bytes stay.
static void free_really(void *memory)
{
    static void (*next)(void *);
    static bool looking;

    if (!next && !looking) {
        looking = true;
        *(void **)&next = next_symbol("free");
    }
    if (next)
        next(memory);
}

// The old block is given back, even if it only grows.
EXPORT void *realloc(void *memory, size_t size)
{
    static void *(*next)(void *, size_t);
    static bool looking;

    if (!next && !looking) {
        looking = true;
        *(void **)&next = next_symbol("realloc");
    }
    if (!next)
        return NULL;
    if (memory && controlled())
        access_freed(memory, malloc_usable_size(memory), CALLER);
    return next(memory, size);
}

EXPORT void free(void *memory)
{
    if (memory && controlled())
        access_freed(memory, malloc_usable_size(memory), CALLER);
    if (memory && is_server_child && controlled() && !sanitized) {
        size_t size = malloc_usable_size(memory);

        memory_freed(memory, size, CALLER);
        memset(memory, SPOILT, size);
    }
    free_really(memory);
}
