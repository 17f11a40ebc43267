// decode.h: which memory an x86-64 instruction is about to touch.

#ifndef INTERLEAVE_DECODE_H
#define INTERLEAVE_DECODE_H

#include <stdbool.h>
#include <stdint.h>

struct access {
    uint64_t address;
    uint32_t size;
    bool write; // or both reads and writes
    bool torn;  // reads and then writes, and others may come between
};

// The access of the instruction at `code`, with the general registers in
// the machine's order (rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8 …).
// False: it touches no memory but by the stack, or only its thread's own.
bool decode_access(const uint8_t *code, const uint64_t registers[16],
                   struct access *access);

#endif
