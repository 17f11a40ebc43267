// reduce.c: walks through all schedules, but only one of those that differ
// in nothing but the order of independent steps (dynamic partial-order
// reduction with source sets and sleep sets; see reversals.c).
//
// A node is a state of the program, reached by the steps on the path to
// it. From a node only those threads go on of which a race, in some run
// through it, says that they must; and a thread that has gone on there
// sleeps in the runs that do so later, until something happens that its
// step depends on: what it would do before that was tried. Nodes are tried
// in any order; what counts is that in the end nothing waits.

#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>

#include "../dependence.h"
#include "search.h"

enum {
    MAX_NODES = 4 << 20,
    MOST_STEPS = 3000, // of a run, that are looked at
};

struct node {
    struct footprint print; // of the step that led here
    uint64_t enabled;       // threads that could go on from here
    uint64_t chosen;        // those that do, or wait to
    uint64_t asleep;
    uint32_t parent;
    uint32_t first_child;  // the one that was tried last
    uint32_t next_sibling; // the one that was tried before
    uint32_t deviations;   // on the path to here
    uint32_t preemptions;
    uint16_t thread;   // whose step led here
    uint16_t usual;    // whose turn it is, by default
    uint16_t running;  // who would lose it; NO_THREAD
    uint16_t deviates; // the step that led here
};

static uint32_t new_node(struct reduction *r)
{
    if (r->count == r->capacity) {
        r->capacity = 2 * r->capacity + 1024;
        r->nodes =
            reallocate(r->nodes, r->capacity * sizeof(struct node));
    }
    r->nodes[r->count] = (struct node){.parent = 0};
    return r->count++;
}

static void add_todo(struct reduction *r, uint32_t node,
                     uint32_t thread)
{
    const struct node *at = &r->nodes[node];
    bool preempts = at->running != NO_THREAD && at->running != thread;
    uint32_t cost = r->shelves.dice != 0
                        ? at->deviations + (thread != at->usual)
                        : at->preemptions + preempts;
    if (r->n_todo == r->todo_capacity) {
        r->todo_capacity = 2 * r->todo_capacity + 256;
        r->todo =
            reallocate(r->todo, r->todo_capacity * sizeof(struct todo));
    }
    r->todo[r->n_todo] = (struct todo){node, thread};
    shelves_add(&r->shelves, cost, r->n_todo++);
}

void reduction_begin(struct reduction *r, uint64_t dice)
{
    r->count = 0;
    r->n_todo = 0;
    r->begun = false;
    r->incomplete = false;
    shelves_begin(&r->shelves, dice);
    new_node(r);
}

// ---- the next schedule ------------------------------------------------

static void reserve_path(struct reduction *r, uint32_t depth)
{
    if (depth < r->path_capacity)
        return;
    r->path_capacity = 2 * depth + 1024;
    r->path = reallocate(r->path, r->path_capacity * sizeof(uint32_t));
}

// The path from the root to `node`, in r->path; returns its length.
static uint32_t find_path(struct reduction *r, uint32_t node)
{
    uint32_t depth = 0;
    for (uint32_t at = node; at != 0; at = r->nodes[at].parent)
        depth++;
    reserve_path(r, depth);
    for (uint32_t i = depth, at = node;; at = r->nodes[at].parent) {
        r->path[i] = at;
        if (i-- == 0)
            return depth;
    }
}

// Nodes whose last step is that of a sleeping thread.
struct sleepers {
    uint32_t node[MAX_REDUCED];
    uint32_t n;
};

// `first` and those tried before it, at their parent.
static void add_sleepers(const struct reduction *r, struct sleepers *s,
                         uint32_t first)
{
    for (uint32_t at = first; at != 0 && s->n < MAX_REDUCED;
         at = r->nodes[at].next_sibling)
        s->node[s->n++] = at;
}

static void wake(const struct reduction *r, struct sleepers *s,
                 const struct footprint *print)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < s->n; i++)
        if (!dependent(&r->nodes[s->node[i]].print, print))
            s->node[kept++] = s->node[i];
    s->n = kept;
}

// Who sleeps at the end of the path when another step is tried there.
static void find_sleepers(const struct reduction *r, struct sleepers *s)
{
    s->n = 0;
    for (uint32_t i = 0; i < r->depth; i++) {
        const struct node *child = &r->nodes[r->path[i + 1]];
        add_sleepers(r, s, child->next_sibling);
        wake(r, s, &child->print);
    }
    add_sleepers(r, s, r->nodes[r->path[r->depth]].first_child);
}

static void write_request(struct reduction *r, struct shared *shared,
                          uint32_t thread)
{
    struct sleepers s;
    uint32_t n = 0;
    for (uint32_t i = 1; i <= r->depth; i++)
        if (r->nodes[r->path[i]].deviates)
            shared->forced[n++] =
                (struct forced){i, r->nodes[r->path[i]].thread, 0};
    shared->forced[n++] = (struct forced){r->depth + 1, thread, 0};
    shared->request.n_forced = n;
    shared->request.sleep_step = r->depth + 1;
    find_sleepers(r, &s);
    shared->request.n_asleep = s.n;
    for (uint32_t i = 0; i < s.n; i++)
        shared->asleep[i] = (struct asleep){r->nodes[s.node[i]].print,
                                            r->nodes[s.node[i]].thread};
}

bool reduction_next(struct reduction *r, struct shared *shared)
{
    uint32_t which;
    shared->request.flags |= WANT_REDUCED;
    if (!r->begun) {
        r->begun = true;
        r->depth = find_path(r, 0);
        return true; // the default schedule
    }
    if (!shelves_take(&r->shelves, &which))
        return false;
    r->depth = find_path(r, r->todo[which].node);
    write_request(r, shared, r->todo[which].thread);
    return true;
}

// ---- what came of it --------------------------------------------------

static bool went_as_before(const struct reduction *r,
                           const struct shared *shared)
{
    if (shared->result.n_records <= r->depth)
        return false;
    for (uint32_t i = 0; i < r->depth; i++)
        if (r->nodes[r->path[i + 1]].thread !=
            shared->records[i].thread)
            return false;
    return true;
}

static void describe_node(struct node *node,
                          const struct record *record)
{
    node->enabled = record->enabled;
    node->usual = record->usual;
    node->running = record->running;
}

static uint32_t add_child(struct reduction *r, uint32_t parent,
                          const struct record *record)
{
    uint32_t child = new_node(r);
    struct node *from = &r->nodes[parent], *to = &r->nodes[child];
    to->print = record->print;
    to->parent = parent;
    to->next_sibling = from->first_child;
    to->thread = record->thread;
    to->deviates = record->thread != record->usual;
    to->deviations = from->deviations + to->deviates;
    to->preemptions =
        from->preemptions + (record->running != NO_THREAD &&
                             record->running != record->thread);
    from->first_child = child;
    from->chosen |= 1ull << record->thread;
    return child;
}

// Adds the run's new nodes; their path is r->path then.
static void add_run(struct reduction *r, const struct shared *shared,
                    uint32_t n)
{
    struct sleepers s;
    find_sleepers(r, &s);
    reserve_path(r, n);
    for (uint32_t i = r->depth; i < n; i++) {
        const struct record *record = &shared->records[i];
        describe_node(&r->nodes[r->path[i]], record);
        r->path[i + 1] = add_child(r, r->path[i], record);
        if (record->time)
            s.n = 0;
        wake(r, &s, &record->print);
        for (uint32_t k = 0; k < s.n; k++)
            r->nodes[r->path[i + 1]].asleep |=
                1ull << r->nodes[s.node[k]].thread;
    }
}

static bool choose_thread(struct reduction *r, uint32_t step,
                          uint64_t threads)
{
    struct node *node = &r->nodes[r->path[step]];
    if (threads & (node->chosen | node->asleep))
        return true; // it does already, or did elsewhere
    uint64_t all = node->enabled & ~node->chosen & ~node->asleep;
    uint64_t wanted = threads ? threads & -threads : all;
    for (uint32_t t = 0; t < MAX_REDUCED; t++)
        if (wanted & 1ull << t) {
            node->chosen |= 1ull << t;
            add_todo(r, r->path[step], t);
        }
    return true;
}

void reduction_grow(struct reduction *r, struct shared *shared)
{
    const struct result *result = &shared->result;
    uint32_t n = result->n_records;
    if (result->outcome == OUTCOME_BUDGET || n > MOST_STEPS ||
        !went_as_before(r, shared) || r->count + n > MAX_NODES)
        r->incomplete = true;
    if (!went_as_before(r, shared) || r->count + n > MAX_NODES)
        return;
    if (n > MOST_STEPS)
        n = MOST_STEPS;
    // Who ends the process keeps everybody from going on.
    if (result->outcome != OUTCOME_COVERED)
        shared->records[n - 1].print.everything = 1;
    add_run(r, shared, n);
    struct races races = {shared->records, n, r->depth, shared->next,
                          result->n_next};
    find_races(r, &races, choose_thread);
}

void reduction_end(struct reduction *r)
{
    shelves_end(&r->shelves);
    free(r->nodes);
    free(r->todo);
    free(r->path);
}
