// world.h: what the harness of an exercise is made with. The harness
// has main, calls what the student wrote, and gives it a little world:
// a lamp, a network, a user. Each function of the world looks at who
// calls it, when and after what, and says what it observed if that must
// not be.
//
// The world takes no lock, and its atomics are relaxed: locks would
// order the student's threads, and hide races from ThreadSanitizer.

#ifndef WORLD_H
#define WORLD_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "told.h" // at_line

// Counters and marks of the world.
#define SEEN(variable)                                                 \
    atomic_load_explicit(&(variable), memory_order_relaxed)
#define MARK(variable, value)                                          \
    atomic_store_explicit(&(variable), (value), memory_order_relaxed)
#define COUNT(variable)                                                \
    (atomic_fetch_add_explicit(&(variable), 1, memory_order_relaxed) + \
     1)

// Begin: read the words that come before the harness's own arguments,
// and return the first of those. `quick` is for real threads and real
// clocks: a second takes ten milliseconds; `slow`: a second takes ten.
// With these, and with `late`, where sleeps may end late, times are not
// judged.
char **world_begins(char **arguments);

// End main: `return world_ends();`. Only this ends a check that holds.
int world_ends(void);

// Say in a sentence what was seen, and end the program. The id names
// the misconception; exercise.conf says why under [id].
__attribute__((format(printf, 2, 3), noreturn)) void
observed(const char *id, const char *format, ...);

// Say what happens in the world now, for the story of the run.
__attribute__((format(printf, 1, 2))) void tell(const char *format,
                                                ...);

// The end of a plural: print("%d time%s", n, PLURAL(n)).
#define PLURAL(n) ((n) == 1 ? "" : "s")

// How often an answer has called event_init(), and event_set().
int events_made(void);
int events_set(void);

void pass_time(double seconds);
double now(void); // seconds since the world began
bool times_hold(void);
// See that `call`, which began then and has just returned, took at most
// so many seconds, where times hold.
void took_at_most(double seconds, double began, const char *id,
                  const char *call);
// See that not each stop leaves more files open than the one before.
void nothing_left_open(const char *call);
// The same of memory, which only AddressSanitizer counts; to be called
// when all threads have been joined, and at least six times in a run.
void memory_given_back(const char *call);
bool times_exact(void); // with `exact`: every thread runs when it can
bool is_main(void);

// events.c: say that all threads so far have been joined. An event
// from before should have been destroyed when another takes its place.
void all_joined(void);
// The line where an event was made that is not set now; 0: none.
int line_of_unset_event(void);

double
next_number(char ***arguments); // ends the program if there is none

#endif
