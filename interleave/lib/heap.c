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

EXPORT void free(void *memory)
{
    if (memory && is_server_child && controlled() && !sanitized) {
        size_t size = malloc_usable_size(memory);

        memory_freed(memory, size, CALLER);
        touch_freed(memory, size);
        memset(memory, SPOILT, size);
    }
    free_really(memory);
}
