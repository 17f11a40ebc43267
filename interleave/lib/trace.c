// trace.c: what happened, for the timeline, and a hash of it.

#include "core.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

const char *const kind_words[KIND_COUNT] = {"nothing",
#define X(name, word) word,
                                            KINDS(X)
#undef X
};

static void mix(uint64_t value)
{
    shared->result.hash =
        (shared->result.hash ^ value) * 1099511628211ull;
}

// Who holds what op waits for.
uint32_t trace_holder(const struct thread *t, const struct op *op)
{
    if (op->kind == KIND_JOIN)
        return op->other;
    if (!op->object)
        return NO_THREAD;
    switch (op->kind) {
    case KIND_COND_WAIT:
    case KIND_COND_TIMEDWAIT:
        return cond_holder(t, op->object);
    case KIND_MUTEX_LOCK:
    case KIND_MUTEX_TIMEDLOCK:
    case KIND_RWLOCK_RDLOCK:
    case KIND_RWLOCK_WRLOCK:
    case KIND_SPIN_LOCK:
    case KIND_ONCE:
        if (op->object->owner == NO_THREAD && op->object->count > 0 &&
            op->object->class == CLASS_RWLOCK)
            return op->object->readers[0];
        return op->object->owner;
    }
    return NO_THREAD;
}

void trace_of(const struct thread *t, const struct op *op,
              unsigned flags)
{
    struct result *r = &shared->result;

    if (!(flags & EVENT_BLOCKS)) {
        mix((uint64_t)t->id << 16 | op->kind << 8 | flags);
        mix(op->object ? op->object->id : 0);
    }
    if (op->silent || !(shared->request.flags & WANT_EVENTS) ||
        r->n_events == MAX_EVENTS)
        return;
    struct event *e = &shared->events[r->n_events++];
    *e = (struct event){
        .step = r->steps,
        .thread = t->id,
        .kind = op->kind,
        .flags = (uint8_t)(flags | (op->atomic ? EVENT_ATOMIC : 0)),
        .holder = NO_THREAD,
        .other = op->other,
        .object_id = op->object ? op->object->id : 0,
        .object = op->address,
        .time = now,
        .until = op->until == NEVER ? 0 : op->until,
        .pc = op->pc};
    if (flags & EVENT_BLOCKS)
        e->holder = trace_holder(t, op);
}

void trace(const struct op *op, unsigned flags)
{
    trace_of(self, op, flags);
}

static struct event *last_event(void)
{
    struct result *r = &shared->result;

    for (uint32_t i = r->n_events; i-- > 0;)
        if (shared->events[i].thread == self->id)
            return &shared->events[i];
    return NULL;
}

// What the call whose step this thread has made returned.
void trace_result(long result)
{
    if (!(shared->request.flags & WANT_EVENTS))
        return;
    struct event *e = last_event();
    if (e)
        e->result = (int32_t)result;
}

// The thread that the step just made is about, once that is known.
void trace_other(uint16_t thread)
{
    struct event *e =
        shared->request.flags & WANT_EVENTS ? last_event() : NULL;

    if (e)
        e->other = thread;
}

// The step just made writes to memory.
void trace_write(void)
{
    struct event *e =
        shared->request.flags & WANT_EVENTS ? last_event() : NULL;

    if (e)
        e->flags |= EVENT_WRITE;
}

void trace_text(const char *text, size_t length)
{
    struct result *r = &shared->result;

    if (!(shared->request.flags & WANT_EVENTS))
        return;
    struct event *e = last_event();
    if (r->n_text == 0)
        r->n_text = 1; // offset 0 means none
    if (length > 400)
        length = 400;
    if (!e || r->n_text + length + 1 > MAX_TEXT)
        return;
    memcpy(shared->texts + r->n_text, text, length);
    shared->texts[r->n_text + length] = '\0';
    e->text = r->n_text;
    r->n_text += length + 1;
}

// A misuse that was seen before its call made a step.
void trace_misuse(uint64_t pc)
{
    const struct event *e =
        shared->request.flags & WANT_EVENTS ? last_event() : NULL;

    if (e && e->pc != pc &&
        !(e->kind == KIND_MEMORY && e->pc + 1 == pc))
        trace(&(struct op){.kind = KIND_MISUSE,
                           .pc = pc,
                           .other = NO_THREAD},
              0);
}

// An event that was not worth a line when it came, before event `at`.
void trace_past(uint32_t at, const struct event *event)
{
    struct result *r = &shared->result;

    if (!(shared->request.flags & WANT_EVENTS) || at > r->n_events ||
        r->n_events == MAX_EVENTS)
        return;
    memmove(&shared->events[at + 1], &shared->events[at],
            (r->n_events - at) * sizeof *event);
    shared->events[at] = *event;
    r->n_events++;
}

// A call that the scheduler cannot order: said once, with what it means.
void note_uncontrolled(const char *call, const char *meaning)
{
    struct result *r = &shared->result;
    char line[120];

    snprintf(line, sizeof line, "%s: %s", call, meaning);
    for (uint32_t i = 0; i < r->n_notes; i++)
        if (strcmp(shared->notes[i], line) == 0)
            return;
    if (r->n_notes == MAX_NOTES)
        return;
    memcpy(shared->notes[r->n_notes++], line, sizeof line);
    if (!is_server_child)
        dprintf(2, "interleave: note: %s\n", line);
}
