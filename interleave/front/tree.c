// tree.c: walks through all schedules, those with the fewest preemptions
// first (iterative context bounding: Musuvathi and Qadeer, 2007).
//
// The root is the default schedule. Where a run had a choice behind its
// last deviation, each alternative makes a child: the same schedule with
// that deviation added. Children wait on the shelf of their cost.

#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>

#include "search.h"

static void add_branch(struct tree *tree, struct branch branch)
{
    if (branch.cost > tree->most_cost) {
        tree->bounded = true;
        return;
    }
    if (tree->count == MAX_BRANCHES || branch.cost > MAX_COST) {
        tree->incomplete = true;
        return;
    }
    if (tree->count == tree->capacity) {
        tree->capacity = 2 * tree->capacity + 256;
        tree->branches = reallocate(
            tree->branches, tree->capacity * sizeof(struct branch));
    }
    tree->branches[tree->count] = branch;
    shelves_add(&tree->shelves, branch.cost, tree->count++);
}

void tree_begin(struct tree *tree, uint64_t dice)
{
    tree->count = 0;
    tree->incomplete = false;
    tree->bounded = false;
    shelves_begin(&tree->shelves, dice);
    add_branch(tree, (struct branch){.cost = 0});
}

// The root is its own parent and has no deviation.
static void write_deviations(const struct tree *tree,
                             struct shared *shared)
{
    uint32_t n = 0;
    for (uint32_t at = tree->current; at != 0;
         at = tree->branches[at].parent)
        n++;
    shared->request.n_forced = n;
    for (uint32_t at = tree->current; at != 0;
         at = tree->branches[at].parent)
        shared->forced[--n] = tree->branches[at].deviation;
}

bool tree_next(struct tree *tree, struct shared *shared)
{
    if (!shelves_take(&tree->shelves, &tree->current))
        return false;
    write_deviations(tree, shared);
    return true;
}

// A preemption takes the turn from a thread that could go on. Ending late
// or waking for no reason is counted like one. With many threads the
// orders without any preemption alone are too many to get through; a
// tree that draws counts every deviation (delay bounding: Emmi, Qadeer
// and Rakamaric, 2011).
//
// With a bound on delays, the alternative that the default schedule would
// take second costs one, that which it would take third two, and so on.
static uint32_t cost_of(const struct tree *tree,
                        const struct choice *choice,
                        const struct alternative *all, uint32_t which)
{
    if (tree->delays)
        return which;
    if (tree->shelves.dice != 0 || all[which].how != HOW_NORMAL)
        return 1;
    return choice->running != NO_THREAD && which != choice->running;
}

static void add_children(struct tree *tree, const struct choice *choice,
                         const struct alternative *all)
{
    struct branch parent = tree->branches[tree->current];
    for (uint32_t i = choice->count; i-- > 0;) {
        if (i == choice->usual)
            continue;
        add_branch(
            tree,
            (struct branch){
                .parent = tree->current,
                .deviation = {choice->step, all[i].thread, all[i].how},
                .cost = parent.cost + cost_of(tree, choice, all, i),
            });
    }
}

void tree_grow(struct tree *tree, const struct shared *shared)
{
    const struct result *result = &shared->result;
    uint32_t last = tree->branches[tree->current].deviation.step;
    bool is_root = tree->current == 0;
    bool cut_off = result->outcome == OUTCOME_BUDGET;
    if (cut_off || result->n_choices == MAX_CHOICES ||
        result->n_alternatives + MAX_THREADS > MAX_ALTERNATIVES)
        tree->incomplete = true;
    for (uint32_t i = 0; i < result->n_choices; i++) {
        const struct choice *choice = &shared->choices[i];
        // A run without end has choices without end.
        if (cut_off && choice->step > LAST_STEP_IF_CUT)
            return;
        if (is_root || choice->step > last)
            add_children(tree, choice,
                         &shared->alternatives[choice->first]);
    }
}

void tree_end(struct tree *tree)
{
    shelves_end(&tree->shelves);
    free(tree->branches);
}
