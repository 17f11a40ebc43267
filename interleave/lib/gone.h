// gone.h: memory that is no more: blocks given back to the heap, stacks
// of threads that have ended, frames of functions that have returned.

#ifndef INTERLEAVE_GONE_H
#define INTERLEAVE_GONE_H

#include "core.h"

// A block that free takes back, or that the heap hands out.
void gone_check_free(const void *memory, uint64_t pc); // before that
void gone_freed(const void *memory, size_t size, uint64_t pc);
void gone_given(const void *memory, size_t size);

// Where stacks lie, and when they are gone.
void gone_prepare(void); // before the first thread
void gone_main_begins(void);
void gone_thread_created(struct thread *t, const pthread_attr_t *attr);
void gone_thread_begins(void);
void gone_thread_ends(void);

bool is_gone(uint64_t address);

// Ends the run if the memory is gone, with the sentence "thread 1 does
// (here) what memory that thread 0 freed (there)".
void check_memory(uint64_t address, uint64_t pc, const char *does,
                  const char *what);

#endif
