// reversals.c: which steps of a run could have come the other way round.
//
// Two steps race if they are dependent, and nothing but their own
// dependence orders them (Flanagan and Godefroid, 2005; as source sets:
// Abdulla, Aronis, Jonsson and Sagonas, 2014). For each race of a run,
// some thread must go on in the place of the first of the two that leads
// to the second coming first.
//
// Happens-before is kept as vector clocks: clocks[i][t] is one more than
// the index of the last step of thread t that must come before step i.
// That time passes is a step of nobody that everything depends on: it does
// so only when nobody can run, so it never races.

#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>

#include "../dependence.h"
#include "search.h"

typedef uint32_t clock_row[MAX_REDUCED];

struct order {
    const struct races *run;
    clock_row *clocks;
    uint32_t threads;           // one more than the highest number
    uint32_t last[MAX_REDUCED]; // one more than its last step's index
};

// A step that was made, or that a thread was about to make.
struct move {
    const struct footprint *print;
    uint32_t index;
    uint32_t thread;
    const uint32_t *before; // clock of the thread's step before it
};

static void join(uint32_t *clock, const uint32_t *other, uint32_t n)
{
    for (uint32_t t = 0; t < n; t++)
        if (other[t] > clock[t])
            clock[t] = other[t];
}

static bool happens_before(const struct order *o, uint32_t step,
                           const uint32_t *clock)
{
    return clock[o->run->steps[step].thread] > step;
}

// The threads of the steps behind `first` that need not come after it,
// each with the first of these.
struct others {
    uint32_t first[MAX_REDUCED]; // one more than its index; 0 none
    uint64_t initials;           // threads that may come first of them
    bool feeds; // one of the steps touches the second's
};

static bool comes_first(const struct order *o,
                        const struct others *others,
                        const uint32_t *clock, uint32_t thread)
{
    for (uint32_t t = 0; t < o->threads; t++)
        if (t != thread && others->first[t] &&
            clock[t] >= others->first[t])
            return false;
    return true;
}

static void gather(const struct order *o, uint32_t first,
                   const struct move *second, struct others *others)
{
    memset(others, 0, sizeof(*others));
    for (uint32_t k = first + 1; k < second->index; k++) {
        const struct record *step = &o->run->steps[k];
        if (happens_before(o, first, o->clocks[k]))
            continue;
        others->feeds |= dependent(&step->print, second->print);
        if (others->first[step->thread])
            continue;
        if (comes_first(o, others, o->clocks[k], step->thread))
            others->initials |= 1ull << step->thread;
        others->first[step->thread] = k + 1;
    }
    if (!others->first[second->thread] && !others->feeds &&
        comes_first(o, others, second->before, second->thread))
        others->initials |= 1ull << second->thread;
}

// Whether the second could come before step `first`; then some thread
// that leads there is made to go on instead.
static bool reversed(struct reduction *r, const struct order *o,
                     uint32_t first, const struct move *second,
                     reverse_fn *reverse)
{
    struct others others;
    uint64_t enabled = o->run->steps[first].enabled;
    uint64_t bit = 1ull << second->thread;
    gather(o, first, second, &others);
    bool waited = o->last[second->thread] <= first;
    // It waited already, for something that comes after the first.
    if (waited && !others.feeds && !(enabled & bit))
        return false;
    return reverse(r, first, others.initials & enabled);
}

static bool is_between(const struct order *o, uint32_t first,
                       const uint32_t *found, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (happens_before(o, first, o->clocks[found[i]]))
            return true;
    return false;
}

static void races_of(struct reduction *r, const struct order *o,
                     const struct move *second, reverse_fn *reverse)
{
    enum { MOST = 256 };
    uint32_t found[MOST], n = 0;
    for (uint32_t i = second->index; i-- > 0;) {
        const struct record *first = &o->run->steps[i];
        if (first->thread == second->thread ||
            happens_before(o, i, second->before) ||
            !dependent(&first->print, second->print) ||
            only_released(&first->print, second->print) ||
            is_between(o, i, found, n))
            continue;
        if (reversed(r, o, i, second, reverse) && n < MOST)
            found[n++] = i;
    }
}

static void order_step(struct order *o, uint32_t at,
                       const uint32_t *base)
{
    const struct record *step = &o->run->steps[at];
    uint32_t *clock = o->clocks[at];
    memcpy(clock, base, sizeof(clock_row));
    if (o->last[step->thread])
        join(clock, o->clocks[o->last[step->thread] - 1], o->threads);
    for (uint32_t i = at; i-- > 0;)
        if (!happens_before(o, i, clock) &&
            dependent(&o->run->steps[i].print, &step->print))
            join(clock, o->clocks[i], o->threads);
    clock[step->thread] = at + 1;
}

static const clock_row nothing;

static struct move move_of(const struct order *o, uint32_t index,
                           uint32_t thread,
                           const struct footprint *print)
{
    uint32_t last = o->last[thread];
    return (struct move){print, index, thread,
                         last ? o->clocks[last - 1] : nothing};
}

static void walk(struct reduction *r, struct order *o,
                 reverse_fn *reverse)
{
    clock_row base = {0};
    for (uint32_t i = 0; i < o->run->n; i++) {
        const struct record *step = &o->run->steps[i];
        for (uint32_t t = 0; step->time && t < o->threads; t++)
            if (o->last[t])
                join(base, o->clocks[o->last[t] - 1], o->threads);
        order_step(o, i, base);
        struct move move = move_of(o, i, step->thread, &step->print);
        if (i >= o->run->from)
            races_of(r, o, &move, reverse);
        o->last[step->thread] = i + 1;
    }
    for (uint32_t i = 0; i < o->run->n_next; i++) {
        const struct asleep *next = &o->run->next[i];
        struct move move =
            move_of(o, o->run->n, next->thread, &next->print);
        races_of(r, o, &move, reverse);
    }
}

void find_races(struct reduction *r, const struct races *races,
                reverse_fn *reverse)
{
    struct order o = {.run = races, .threads = 1};
    for (uint32_t i = 0; i < races->n; i++)
        if (races->steps[i].thread >= o.threads)
            o.threads = races->steps[i].thread + 1u;
    for (uint32_t i = 0; i < races->n_next; i++)
        if (races->next[i].thread >= o.threads)
            o.threads = races->next[i].thread + 1u;
    o.clocks = allocate((races->n + 1) * sizeof(clock_row));
    walk(r, &o, reverse);
    free(o.clocks);
}
