// instruments.h: the compiler, and what it builds in for each
// instrument.

#ifndef INSTRUMENTS_H
#define INSTRUMENTS_H

#include "check.h"

#define FLAGS "-std=c11 -g -pthread"

// Options of the compiler for that instrument.
const char *flags_of(enum instrument instrument);
// Its name in sentences and paths.
const char *name_of(enum instrument instrument);

// Compile as the arguments ask for. *said (or NULL) gets the messages.
bool compile(enum instrument instrument, const char *arguments,
             const char **said);

// objects.c: the object of a source that is the same for all answers,
// compiled with these options, once: what it was made of has not
// changed since. `folder` has headers, as the world and the library.
const char *kept_object(enum instrument instrument, const char *options,
                        const char *source, const char *folder);

#endif
