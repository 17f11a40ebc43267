// From chapter 1, chapters/01-threads.md; edit it there.
// check.h: end the program when a call that has to work did not.

#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Make a call that returns 0 or an error number, as the functions of
// <pthread.h> do. On an error, print where, what and why on stderr,
// and exit with EXIT_FAILURE. For one thread at a time: strerror need
// not be thread-safe (POSIX), and exit must not be called twice (C11).
#define CHECK(call) check((call), #call, __FILE__, __LINE__)

static inline void check(int error, const char *call, const char *file,
                         int line)
{
    if (error == 0)
        return;

    fprintf(stderr, "%s:%d: %s: %s\n", file, line, call,
            strerror(error));
    exit(EXIT_FAILURE);
}

#endif
