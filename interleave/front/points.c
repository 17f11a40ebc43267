// points.c: keep points out of hot loops. A point is an instruction; one
// that thousands of accesses go through would spend every run's steps, and
// the few accesses that matter would be lost among them.

#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>

#include "search.h"

enum {
    ENOUGH_STEPS = 2000, // of the default schedule, points included
    FEW_HITS = 20,       // a point with no more than these stays
    ROUNDS = 8,
};

// How often the last run came to each point.
static void count_hits(const struct search *search,
                       const struct shared *shared, uint32_t *hits)
{
    struct set index = {NULL, NULL, 0, 0};
    memset(hits, 0, MAX_POINTS * sizeof(uint32_t));
    for (uint32_t i = 0; i < search->n_points; i++)
        set_add(&index, search->points[i] + 1ull, i);
    for (uint32_t i = 0; i < shared->result.n_events; i++) {
        const struct event *event = &shared->events[i];
        if (event->kind != KIND_MEMORY)
            continue;
        uint64_t key = event->pc - shared->exe_base + 1;
        uint32_t which = set_add(&index, key, MAX_POINTS);
        if (which < MAX_POINTS)
            hits[which]++;
    }
    set_free(&index);
}

static void drop_point(struct search *search, uint32_t which)
{
    search->points[which] = search->points[--search->n_points];
}

// Drops the hottest points until what is left of `steps` is enough.
static bool drop_hottest(struct search *search, uint32_t *hits,
                         uint32_t steps)
{
    bool dropped = false;
    while (steps > ENOUGH_STEPS && search->n_points > 0) {
        uint32_t hottest = 0;
        for (uint32_t i = 1; i < search->n_points; i++)
            hottest = hits[i] > hits[hottest] ? i : hottest;
        if (hits[hottest] <= FEW_HITS)
            break;
        steps = steps > hits[hottest] ? steps - hits[hottest] : 0;
        drop_point(search, hottest);
        hits[hottest] = hits[search->n_points];
        dropped = true;
    }
    return dropped;
}

void thin_points(struct search *search, struct server *server,
                 struct options *options)
{
    static uint32_t hits[MAX_POINTS];
    const struct result *result = &server->shared->result;
    for (int round = 0; round < ROUNDS && !server->interrupted;
         round++) {
        struct schedule usual = {NULL, 0, search->points,
                                 search->n_points};
        struct options generous = *options;
        if (generous.steps < MAX_EVENTS)
            generous.steps = MAX_EVENTS;
        run_exactly(server, &generous, &usual, WANT_EVENTS);
        count_hits(search, server->shared, hits);
        if (!drop_hottest(search, hits, result->steps))
            break;
    }
    if (!options->steps_given && result->outcome == OUTCOME_EXIT &&
        result->steps > options->steps / 4)
        options->steps = 4 * result->steps;
}
