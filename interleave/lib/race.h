// race.h: data races, in programs that `interleave cc` built.

#ifndef INTERLEAVE_RACE_H
#define INTERLEAVE_RACE_H

#include "core.h"

// Beside enum access_flags: the access was a step, or the step that it was
// made in has it in its footprint.
enum { ACCESS_STEP = 16 };

// What comes of a data race: nothing is looked for; the instructions become
// points, and the run is blind; the run ends.
enum races { RACES_IGNORED, RACES_NOTED, RACES_FAIL };

// shadow.c: who touched which memory.
void shadow_begin(enum races races);
// The thread that runs touches memory.
void shadow_access(const void *memory, size_t size, unsigned flags,
                   uint64_t pc);
void shadow_forget(const void *memory, size_t size);

// order.c: what happened before what.
void order_begin(void);
uint32_t order_now(void); // the running thread's own clock
// Whether it knows what `thread` did at the time `clock`.
bool order_knows(uint16_t thread, uint32_t clock);
void order_atomic(const void *memory, enum atomic_kind kind,
                  enum order order);
void order_fence(enum order order);

// calls.c: which functions a thread is in.
void calls_enter(uint64_t pc, uint64_t frame);
void calls_leave(void);
uint32_t calls_now(void); // where the running thread is
// What the calls return to, innermost first; how many.
uint32_t calls_list(uint32_t calls, uint64_t *pcs, uint32_t most);

#endif
