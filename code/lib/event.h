// From chapter 2, chapters/02-event.md; edit it there.
// event.h: a flag that threads can wait for, like Python's Event.
//
// An event is clear at first. One thread sets it; every other thread
// can ask whether it is set, or block until it is. Any number of
// threads may call these functions on one event at the same time,
// except event_init and event_destroy.
//
// The habit that keeps it simple: set, join, destroy, in that order.
// Any thread may set; the one that made the event joins and destroys.
//
// What a thread wrote before it called event_set can be read by any
// thread that has seen the event set (C11 5.1.2.4).

#ifndef EVENT_H
#define EVENT_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

struct event {
    atomic_bool is_set;     // may be read without the mutex
    unsigned long sets;     // how often event_set ran
    pthread_mutex_t mutex;  // held to change either of them
    pthread_cond_t changed; // waiters sleep here; a set wakes them
};

// Make *event a clear event. Call it once, before another thread
// knows of the event. Do not copy or move the struct afterwards.
// Without memory or other resources for it, end the program (CHECK).
void event_init(struct event *event);

// Give back what event_init took. Call it when no thread can call a
// function of this event any more, and none waits. An event_set that
// another thread is just leaving is waited for: a thread that has
// seen the event set may destroy it.
void event_destroy(struct event *event);

// Set the event and wake every thread that waits for it. Setting it
// again is allowed. Not for signal handlers: it locks a mutex.
// As Event.set in Python.
void event_set(struct event *event);

// Make the event clear again. Threads that an earlier event_set woke
// are not held back by it. As Event.clear in Python.
void event_clear(struct event *event);

// Say whether the event is set. Never blocks: one atomic load.
// As Event.is_set in Python.
static inline bool event_is_set(struct event *event)
{
    return atomic_load(&event->is_set);
}

// Block until the event is set; return true, so that both waits have
// one form. A cancellation point (POSIX, pthread_cond_wait): a
// cancelled waiter leaves the event in order. As Event.wait() in
// Python.
bool event_wait(struct event *event);

// Block until the event is set, but for at most so many seconds, by
// CLOCK_MONOTONIC. Return whether it was set. With 0, less than 0 or
// NaN, do not block; more than 1e9 seconds (31 years) count as 1e9.
// A cancellation point. As Event.wait(timeout) in Python.
bool event_wait_for(struct event *event, double seconds);

#endif
