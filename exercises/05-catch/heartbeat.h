// heartbeat.h: a heartbeat that may keep this contract, or may not.
// Your test defines beat; the other two are in versions/.

#ifndef UNKNOWN_HEARTBEAT_H
#define UNKNOWN_HEARTBEAT_H

// Send one sign of life. Write it so that it takes no time.
void beat(void);

// Call beat from a thread of its own: once now, and then once after
// each period of so many seconds, whole or not. Returns at once.
// The first beat comes in any case, even if the stop follows at once.
void heartbeat_start(double period);

// Stop that: beat is called no more. Returns when the thread has ended,
// at once, however long the period is. Afterwards heartbeat_start may
// be called again, with another period.
void heartbeat_stop(void);

#include "told.h" // so that the story of a run can name your lines
#ifdef VERSION
#define beat() (world_is_told("beat()", " is called"), beat())
#else
#define heartbeat_start(period)                                        \
    (TOLD("calls heartbeat_start()"), heartbeat_start(period))
#define heartbeat_stop()                                               \
    (TOLD("calls heartbeat_stop()"), heartbeat_stop(),                 \
     TOLD("heartbeat_stop() has returned"))
#endif

#endif
