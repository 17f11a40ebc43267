// told.h: for headers of modules of which an answer calls one version
// or another: what it calls, and from which line, for the story of the
// run.

#ifndef TOLD_H
#define TOLD_H

#include <stdbool.h>

// Remember from which line of the answer this thread calls the world.
// The header of an exercise wraps its functions so:
//     #define fetch_part(part) (at_line(__LINE__), fetch_part(part))
void at_line(int line);

// Say what happens in the world now, in two parts, for the story of the
// run. The line that called goes in front. Answers see these names: they
// are such as an answer will not have.
void world_is_told(const char *what, const char *how);

static inline bool told_bool(int line, const char *call, bool result)
{
    at_line(line);
    world_is_told(call, result ? " returns true" : " returns false");
    return result;
}

#define TOLD(words) (at_line(__LINE__), world_is_told((words), ""))
#define TOLD_BOOL(call, result) told_bool(__LINE__, (call), (result))

#endif
