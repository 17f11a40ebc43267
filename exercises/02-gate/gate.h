// gate.h: the world of this exercise, a race track. The harness makes
// the runners; the gate is yours.

#ifndef GATE_H
#define GATE_H

// Make the gate shut, also for the first time. Nobody is in
// gate_pass() then.
void gate_shut(void);

// Return once the gate is open; until then, sleep. Any number of
// runners may wait at the same time.
void gate_pass(void);

// Open the gate for all who wait and all who will come. Any thread may
// do that, whoever has shut it.
void gate_open(void);

#endif
