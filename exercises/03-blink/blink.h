// blink.h: the world of this exercise, a signal lamp. The harness
// defines the lamp; blink_start and blink_stop are yours.

#ifndef BLINK_H
#define BLINK_H

// Switch the lamp: only the thread may, not main. It must not be
// switched on twice in a row, nor off.
void lamp_on(void);
void lamp_off(void);

// Return after half a second. Any wait that takes as long will do.
void half_a_second(void);

// Let the lamp blink, in a thread of its own: on, half a second, off,
// half a second, and so on. Returns at once.
void blink_start(void);

// Ask that thread to stop, and return when it has ended, at most half a
// second later. The lamp is off then. Afterwards blink_start may be
// called again.
void blink_stop(void);

#ifndef HARNESS // so that the story of a run can name your lines
void at_line(int line);
#define lamp_on() (at_line(__LINE__), lamp_on())
#define lamp_off() (at_line(__LINE__), lamp_off())
#define half_a_second() (at_line(__LINE__), half_a_second())
#endif

#endif
