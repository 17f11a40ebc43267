// semantics.h: how a program of this folder says what it has seen.
#ifndef SEMANTICS_H
#define SEMANTICS_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

// Print `ok CALL is VALUE`, or what came instead and end with status 1.
#define SAME(call, value)                                              \
    same(#call " is " #value, (long)(call), (long)(value))

static inline void same(const char *what, long got, long wanted)
{
    if (got != wanted) {
        printf("not ok %s: it is %ld, not %ld\n", what, got, wanted);
        exit(1);
    }
    printf("ok %s\n", what);
}

// The time of a clock that lies so many milliseconds ahead (or back).
static inline struct timespec ahead(clockid_t clock, long milliseconds)
{
    struct timespec time;
    clock_gettime(clock, &time);
    long nanoseconds = time.tv_nsec + milliseconds % 1000 * 1000000;
    time.tv_sec += milliseconds / 1000;
    if (nanoseconds >= 1000000000) {
        nanoseconds -= 1000000000;
        time.tv_sec++;
    } else if (nanoseconds < 0) {
        nanoseconds += 1000000000;
        time.tv_sec--;
    }
    time.tv_nsec = nanoseconds;
    return time;
}

// Whether a clock has reached a time.
static inline int is_past(clockid_t clock, struct timespec time)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec > time.tv_sec ||
           (now.tv_sec == time.tv_sec && now.tv_nsec >= time.tv_nsec);
}

#endif
