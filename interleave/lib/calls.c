// calls.c: the call stack of each thread, as a node in a tree of calls.
// A node is a call within its parent; it never changes, so an access of
// long ago can still tell where it was made.

#include "race.h"

#include <string.h>

enum { NODES = 1 << 20, BUCKETS = 1024, SHALLOW = 24, DEPTH = 1024 };

struct node {
    uint64_t pc;     // what the call returns to
    uint32_t parent; // 0: none
    uint32_t next;   // in its bucket
};

struct call {
    uint32_t node;
    uint64_t frame;
};

// Most threads do not go deep, and a fork pays for each page.
struct calls {
    uint32_t depth, room;
    struct call *at;
    struct call shallow[SHALLOW];
};

static struct node *nodes;
static uint32_t n_nodes = 1, buckets[BUCKETS];

static struct calls *own(void)
{
    struct calls *c = self->calls;

    if (c)
        return c;
    c = self->calls = arena_take(sizeof *c);
    c->at = c->shallow;
    c->room = SHALLOW;
    return c;
}

static void make_room(struct calls *c)
{
    struct call *at = arena_take(DEPTH * sizeof *at);

    memcpy(at, c->at, c->depth * sizeof *at);
    c->at = at;
    c->room = DEPTH;
}

uint32_t calls_now(void)
{
    const struct calls *c = own();

    return c->depth ? c->at[c->depth - 1].node : 0;
}

static uint32_t node_of(uint32_t parent, uint64_t pc)
{
    uint64_t hash =
        (pc ^ (uint64_t)parent << 40) * 0x9e3779b97f4a7c15ull;
    uint32_t *bucket = &buckets[hash >> 54];

    for (uint32_t i = *bucket; i; i = nodes[i].next)
        if (nodes[i].pc == pc && nodes[i].parent == parent)
            return i;
    if (!nodes)
        nodes = zeroed(NODES * sizeof *nodes);
    if (n_nodes == NODES)
        return parent; // no room: the stack will lack a line
    nodes[n_nodes] = (struct node){pc, parent, *bucket};
    return *bucket = n_nodes++;
}

// Frames below this one were left by longjmp, or by a thread's end: their
// functions did not say that they end.
void calls_enter(uint64_t pc, uint64_t frame)
{
    struct calls *c = own();

    while (c->depth && c->at[c->depth - 1].frame <= frame)
        c->depth--;
    if (c->depth == DEPTH)
        return;
    if (c->depth == c->room)
        make_room(c);
    uint32_t node = node_of(calls_now(), pc);
    c->at[c->depth].frame = frame;
    c->at[c->depth++].node = node;
}

void calls_leave(void)
{
    struct calls *c = own();

    if (c->depth)
        c->depth--;
}

uint32_t calls_list(uint32_t calls, uint64_t *pcs, uint32_t most)
{
    uint32_t n = 0;

    for (; calls && n < most; calls = nodes[calls].parent)
        pcs[n++] = nodes[calls].pc;
    return n;
}
