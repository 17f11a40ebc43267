// autosave.h: the world of this exercise, an editor. The harness
// defines save_text; the other three are yours.

#ifndef AUTOSAVE_H
#define AUTOSAVE_H

// Write the whole text to the disk. Takes no time.
void save_text(void);

// From now on a thread saves the text after each period, if it has
// changed since it was saved last. The periods are counted from the
// start; a change does not move them. Returns at once.
void autosave_start(double period);

// Say that the text has changed. Only main calls this, as it calls
// autosave_start and autosave_stop, at any time: what changes before a
// start is saved by the thread of that start, as soon as it begins or
// after its first period.
void text_changed(void);

// Stop the thread, and return when it has ended. What had changed has
// been saved by then, and nothing else; that last save is the thread's
// or this function's. Returns at once, however long the period is.
// Afterwards autosave_start may be called again.
void autosave_stop(void);

#ifndef HARNESS // so that the story of a run can name your lines
void at_line(int line);
#define save_text() (at_line(__LINE__), save_text())
#endif

#endif
