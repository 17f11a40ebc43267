// arena.c: memory for the library itself. Not from malloc: the program's
// heap must look as it does without us.

#include "core.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void *zeroed(size_t size)
{
    void *memory =
        mmap(NULL, size, PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    if (memory == MAP_FAILED) {
        dprintf(2, "interleave: out of memory\n");
        _exit(STATUS_FAILED);
    }
    return memory;
}

// Never given back: a run ends soon.
void *arena_take(size_t size)
{
    enum { CHUNK = 1 << 20 };
    static char *chunk;
    static size_t left;

    size = (size + 15) & ~(size_t)15;
    if (size > CHUNK / 4)
        return zeroed(size);
    if (size > left) {
        chunk = zeroed(CHUNK);
        left = CHUNK;
    }
    left -= size;
    return chunk + left;
}
