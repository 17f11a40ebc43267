// event.h: an event that may keep the contract of chapter 2, or may
// not. What is inside differs from version to version.

#ifndef UNKNOWN_EVENT_H
#define UNKNOWN_EVENT_H

#include <stdbool.h>

struct event {
    struct inside *inside;
};

// Make *event a clear event, before another thread knows of it.
void event_init(struct event *event);

// Give it back. Call it when no thread can use the event any more.
void event_destroy(struct event *event);

// Set the event and wake every thread that waits for it.
void event_set(struct event *event);

// Make the event clear again. Threads that an earlier event_set woke
// are not held back by it.
void event_clear(struct event *event);

// Say whether the event is set. What a thread wrote before it called
// event_set can be read by any thread that has seen the event set.
bool event_is_set(struct event *event);

// Block until the event is set; return true.
bool event_wait(struct event *event);

// Block until the event is set, but for at most so many seconds. Return
// whether it was set.
bool event_wait_for(struct event *event, double seconds);

#ifndef VERSION // so that the story of a run can name your lines
#include "told.h"
#define event_set(event) (TOLD("calls event_set()"), event_set(event))
#define event_clear(event)                                             \
    (TOLD("calls event_clear()"), event_clear(event))
#define event_is_set(event)                                            \
    TOLD_BOOL("event_is_set()", event_is_set(event))
#define event_wait(event)                                              \
    (TOLD("calls event_wait()"),                                       \
     TOLD_BOOL("event_wait()", event_wait(event)))
#define event_wait_for(event, seconds)                                 \
    (TOLD("calls event_wait_for()"),                                   \
     TOLD_BOOL("event_wait_for()",                                     \
               event_wait_for((event), (seconds))))
#endif

#endif
