// events.c: which events are made, and which are destroyed again. Part
// of the world: no locks, relaxed atomics only.

#include "event.h"

#include <stdint.h>
#include <string.h>

#include "world.h"

enum { ROOM = 512 };

static struct {
    // The complement of its address, so that a tool that looks for
    // leaks does not take this for a pointer to it; 0: free.
    _Atomic uintptr_t event;
    atomic_int made_at; // line of event_init; 0: destroyed
    atomic_int made_in; // the era; of a destroyed one, that of its end
    atomic_bool set;
} known[ROOM];

static atomic_int era; // how often all threads had been joined

void all_joined(void)
{
    COUNT(era);
}

int line_of_unset_event(void)
{
    for (int i = 0; i < ROOM; i++)
        if (SEEN(known[i].event) && SEEN(known[i].made_at) &&
            !SEEN(known[i].set))
            return SEEN(known[i].made_at);
    return 0;
}

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
    uintptr_t sought = ~(uintptr_t)event;
    size_t first = (uintptr_t)event / 16 % ROOM;
    for (size_t i = first; i < first + ROOM; i++) {
        uintptr_t there = SEEN(known[i % ROOM].event);
        if (!there && !add)
            return -1;
        if (!there && atomic_compare_exchange_strong_explicit(
                          &known[i % ROOM].event, &there, sought,
                          memory_order_relaxed, memory_order_relaxed))
            return (int)(i % ROOM);
        if (there == sought)
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
    int made_at = place < 0 ? 0 : SEEN(known[place].made_at);
    bool joined = place >= 0 && SEEN(known[place].made_in) < SEEN(era);
    // One problem, not two: whether another event is there by now, or
    // one was there that nobody uses any more, is a matter of time on
    // real threads.
    if (place < 0 || (!init && !made_at && joined))
        observed("event-not-made",
                 "%s() at line %d was called for an event that "
                 "event_init() had not made there, or not since it was "
                 "destroyed.",
                 call, line);
    if (init && made_at)
        observed(joined ? "event-left" : "event-kept",
                 "event_init() at line %d makes an event in the place "
                 "of one, made at line %d, that has not been "
                 "destroyed%s.",
                 line, made_at,
                 joined ? ", though its thread has been joined" : "");
    if (!init && !made_at)
        observed(
            "event-gone",
            "%s() at line %d was called for an event that had been "
            "destroyed.",
            call, line);
    if (init) {
        COUNT(made);
        MARK(known[place].made_at, line);
        MARK(known[place].made_in, SEEN(era));
        MARK(known[place].set, false);
    }
    if (strcmp(call, "event_set") == 0) {
        COUNT(sets);
        MARK(known[place].set, true);
    }
    if (strcmp(call, "event_destroy") == 0) {
        MARK(known[place].made_at, 0);
        MARK(known[place].made_in, SEEN(era));
    }
    return event;
}
