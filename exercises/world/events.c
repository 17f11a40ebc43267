// events.c: which events are made, and which are destroyed again. Part
// of the world: no locks, relaxed atomics only.

#include "event.h"

#include <stdint.h>
#include <string.h>

#include "world.h"

enum { ROOM = 512 };

static struct {
    _Atomic(struct event *) event;
    atomic_int made_at; // line of event_init; 0: destroyed
} known[ROOM];

static atomic_int made, sets;

int events_made(void)
{
    return SEEN(made);
}

int events_set(void)
{
    return SEEN(sets);
}

// The place of this event; -1 if it is new and shall not be added.
static int place_of(struct event *event, bool add)
{
    size_t first = (uintptr_t)event / 16 % ROOM;
    for (size_t i = first; i < first + ROOM; i++) {
        struct event *there = SEEN(known[i % ROOM].event);
        if (!there && !add)
            return -1;
        if (!there && atomic_compare_exchange_strong_explicit(
                          &known[i % ROOM].event, &there, event,
                          memory_order_relaxed, memory_order_relaxed))
            return (int)(i % ROOM);
        if (there == event)
            return (int)(i % ROOM);
    }
    return -1;
}

struct event *used_event(struct event *event, const char *call,
                         int line)
{
    bool init = strcmp(call, "event_init") == 0;
    int place = place_of(event, init);
    if (place < 0 && init)
        return event; // no room to remember it
    if (place < 0)
        observed(
            "event-not-made",
            "%s() at line %d was called for an event that nobody had "
            "made with event_init().",
            call, line);
    int made_at = SEEN(known[place].made_at);
    if (init && made_at)
        observed(
            "event-kept",
            "event_init() at line %d makes an event where one is that "
            "was made at line %d and never destroyed.",
            line, made_at);
    if (!init && !made_at)
        observed(
            "event-gone",
            "%s() at line %d was called for an event that had been "
            "destroyed.",
            call, line);
    if (init)
        COUNT(made);
    if (strcmp(call, "event_set") == 0)
        COUNT(sets);
    if (init)
        MARK(known[place].made_at, line);
    else if (strcmp(call, "event_destroy") == 0)
        MARK(known[place].made_at, 0);
    return event;
}
