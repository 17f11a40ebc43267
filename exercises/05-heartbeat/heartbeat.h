// heartbeat.h: the world of this exercise. A server sends a sign of
// life to its watchdog. The harness defines beat; the other two are
// yours.

#ifndef HEARTBEAT_H
#define HEARTBEAT_H

// Send one sign of life. Takes no time.
void beat(void);

// Send signs of life from a thread of its own: one now, and then one
// after each period, which may be a split second or an hour. Returns at
// once. If it is stopped before it has begun, it may send one or none.
void heartbeat_start(double period);

// Stop that. Returns when the thread has ended, at once, however long
// the period is: it waits for no clock, and is no reason for a beat.
// Afterwards heartbeat_start may be called again, any number of times:
// what the start took has been given back.
void heartbeat_stop(void);

#ifndef HARNESS // so that the story of a run can name your lines
void at_line(int line);
#define beat() (at_line(__LINE__), beat())
#endif

#endif
