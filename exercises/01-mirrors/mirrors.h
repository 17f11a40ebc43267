// mirrors.h: the world of this exercise, some servers that hold the
// same files. The harness defines ask_mirror; files_on_all is yours.

#ifndef MIRRORS_H
#define MIRRORS_H

// Ask that mirror how many files it holds. Takes a second.
int ask_mirror(int number);

// Ask the mirrors 1, 2, … up to n, at most 20, all at the same time,
// each once, each in a thread of its own. Return how many files they
// hold in all; for n = 0 that is 0.
int files_on_all(int n);

#ifndef HARNESS // so that the story of a run can name your lines
void at_line(int line);
#define ask_mirror(number) (at_line(__LINE__), ask_mirror(number))
#endif

#endif
