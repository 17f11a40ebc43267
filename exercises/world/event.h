// event.h: the book's event, which here also notices when an event is
// used that nobody has made, or that has been destroyed. Answers
// include it instead of code/lib/event.h without knowing.

#ifndef WATCHED_EVENT_H
#define WATCHED_EVENT_H

#include "../../code/lib/event.h"

// Return the event, once its use from that line is known to be right.
struct event *used_event(struct event *event, const char *call,
                         int line);

// With `slow`, a second that an answer waits takes ten, as one of the
// world does: else it would keep a time of its own.
double stretched(double seconds);

#define event_init(event)                                              \
    event_init(used_event((event), "event_init", __LINE__))
#define event_destroy(event)                                           \
    event_destroy(used_event((event), "event_destroy", __LINE__))
#define event_set(event)                                               \
    event_set(used_event((event), "event_set", __LINE__))
#define event_clear(event)                                             \
    event_clear(used_event((event), "event_clear", __LINE__))
#define event_is_set(event)                                            \
    event_is_set(used_event((event), "event_is_set", __LINE__))
#define event_wait(event)                                              \
    event_wait(used_event((event), "event_wait", __LINE__))
#define event_wait_for(event, seconds)                                 \
    event_wait_for(used_event((event), "event_wait_for", __LINE__),    \
                   stretched(seconds))

#endif
