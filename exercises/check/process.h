// process.h: runs a command so that it can do no harm: a group of its
// own that is ended with it, a deadline, a cap on what it may write, no
// input, and none of the caller's environment that could change an
// instrument.

#ifndef PROCESS_H
#define PROCESS_H

#include <stdbool.h>

#include "text.h"

struct run {
    char **arguments;      // ends with NULL
    const char *folder;    // to run in; NULL: here
    const char *variables; // more of the environment: "A=b C=d"
    double seconds;        // the deadline; 0 means a minute
    double may_sleep;      // seconds, all threads at once; 0: for ever
    bool no_random_addresses;

    struct text said; // both outputs, at most 64 KiB of them
    bool too_much;    // it wrote more than 4 MiB, and was ended for it
    bool too_long;    // it was ended at the deadline, or overslept
    const char
        *asleep; // when it was ended: "asleep" or "running"; else NULL
    int status;  // exit status, or -signal
    double took;
    long switches; // context switches that it asked for
};

// False if it could not even be started.
bool run_command(struct run *run);

// Return arguments for run, from words with blanks between.
char **words_of(const char *list);
double seconds_now(void);

#endif
