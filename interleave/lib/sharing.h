// sharing.h: see sharing.c.

#ifndef INTERLEAVE_SHARING_H
#define INTERLEAVE_SHARING_H

#include "core.h"

enum { RED_ZONE = 128 }; // bytes that a frame uses below the stack

void sharing_begin(void);

// The instruction at `pc` touches memory. `sp`: the stack pointer, 0 if
// the memory may not be taken for the thread's own stack. Whether that
// memory is known to be shared.
bool sharing_record(uint64_t pc, uint64_t address, uint32_t size,
                    bool write, uint64_t sp);

// Take the instruction for one that touches shared memory.
void sharing_report(uint64_t pc);

#endif
