// shrink.c: leave out of a failing schedule what the failure does not
// need, so that a person has less to follow (delta debugging: Zeller and
// Hildebrandt, 2002).

#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>

#include "search.h"

// Not seconds: a report must not depend on how busy the machine is.
enum { MOST_RUNS = 600, MOST_STEPS = 200 * 1000 };

struct shrink {
    struct schedule *best;
    uint64_t weight; // of the best
    struct verdict verdict;
    struct judge *judge;
    struct server *server;
    int runs;
    uint64_t steps; // of all runs
};

static bool may_go_on(const struct shrink *s)
{
    return s->runs < MOST_RUNS && s->steps < MOST_STEPS &&
           !s->server->interrupted;
}

// Preemptions are what makes a schedule hard to follow.
static uint64_t weight_of(const struct result *result)
{
    return 2 * (uint64_t)result->preemptions + result->n_deviations;
}

static void count_run(struct shrink *s)
{
    s->runs++;
    s->steps += s->server->shared->result.steps;
}

// Runs a candidate; whether it fails in the same way. What does not fit
// any more is skipped, so the schedule that ran may be shorter still.
static bool fails_still(struct shrink *s,
                        const struct schedule *candidate)
{
    bool ran = run_exactly(s->server, s->judge->options, candidate,
                           WANT_LENIENT);
    count_run(s);
    return ran &&
           same_failure(judge_run(s->judge, s->server), s->verdict);
}

// The schedule that ran last is the best now.
static void take_last(struct shrink *s)
{
    free_schedule(s->best);
    *s->best = last_schedule(s->server);
    s->weight = weight_of(&s->server->shared->result);
}

static bool try_forced(struct shrink *s, struct forced *forced,
                       uint32_t n)
{
    struct schedule candidate = *s->best;
    candidate.forced = forced;
    candidate.n_forced = n;
    if (!fails_still(s, &candidate))
        return false;
    if (weight_of(&s->server->shared->result) >= s->weight)
        return false;
    take_last(s);
    return true;
}

// Tries the best schedule without deviations [from, from + n).
static bool try_without(struct shrink *s, uint32_t from, uint32_t n)
{
    uint32_t rest = s->best->n_forced - from - n;
    struct forced *forced =
        allocate((from + rest) * sizeof(struct forced));
    memcpy(forced, s->best->forced, from * sizeof(struct forced));
    memcpy(forced + from, s->best->forced + from + n,
           rest * sizeof(struct forced));
    bool better = try_forced(s, forced, from + rest);
    free(forced);
    return better;
}

// Takes chunks out, from the end on: what comes last is needed least.
static bool drop_chunks(struct shrink *s, uint32_t size)
{
    bool better = false;
    uint32_t end = s->best->n_forced;
    while (end > 0 && may_go_on(s)) {
        uint32_t from = end > size ? end - size : 0;
        better |= try_without(s, from, end - from);
        end = from < s->best->n_forced ? from : s->best->n_forced;
    }
    return better;
}

static void drop_deviations(struct shrink *s)
{
    uint32_t size = s->best->n_forced;
    while (size > 0 && may_go_on(s)) {
        bool better = drop_chunks(s, size);
        if (size > s->best->n_forced)
            size = s->best->n_forced;
        else if (!better || size > 1)
            size /= 2;
    }
}

// Looks among the schedules with few deviations for one that fails too.
static void look_for_shorter(struct shrink *s)
{
    enum { LOOKS = 250 };
    struct tree tree = {.most_cost = MAX_COST};
    struct shared *shared = s->server->shared;
    const struct schedule root = {NULL, 0, s->best->points,
                                  s->best->n_points};
    prepare_exactly(s->server, s->judge->options, &root, WANT_CHOICES);
    tree_begin(&tree, 1);
    for (int i = 0; i < LOOKS && s->weight > 3 && may_go_on(s); i++) {
        if (!tree_next(&tree, shared) || !run_schedule(s->server))
            break;
        count_run(s);
        tree_grow(&tree, shared);
        if (!same_failure(judge_run(s->judge, s->server), s->verdict) ||
            weight_of(&shared->result) >= s->weight)
            continue;
        take_last(s);
        break;
    }
    tree_end(&tree);
}

// ---- points -----------------------------------------------------------

static bool is_memory_at(const struct shared *shared,
                         const struct event *event, uint32_t point)
{
    return event->kind == KIND_MEMORY &&
           event->pc - shared->exe_base == point;
}

// The events of `point` before `step`: that many steps the schedule gets
// shorter by without the point.
static uint32_t steps_at(const struct shared *shared, uint32_t point,
                         uint32_t step)
{
    uint32_t steps = 0;
    for (uint32_t i = 0; i < shared->result.n_events; i++) {
        const struct event *event = &shared->events[i];
        steps +=
            event->step < step && is_memory_at(shared, event, point);
    }
    return steps;
}

// Tries the best schedule, whose run with events was made last, without
// the points marked.
static bool try_without_points(struct shrink *s, const bool *marked)
{
    const struct shared *shared = s->server->shared;
    struct schedule candidate = copy_schedule(s->best);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < s->best->n_points; i++) {
        uint32_t point = s->best->points[i];
        if (!marked[i])
            candidate.points[kept++] = point;
        for (uint32_t k = 0; marked[i] && k < candidate.n_forced; k++)
            candidate.forced[k].step -=
                steps_at(shared, point, s->best->forced[k].step);
    }
    candidate.n_points = kept;
    bool better = fails_still(s, &candidate) &&
                  weight_of(&shared->result) <= s->weight;
    if (better)
        take_last(s);
    free_schedule(&candidate);
    return better;
}

static bool run_with_events(struct shrink *s)
{
    bool ran =
        run_exactly(s->server, s->judge->options, s->best, WANT_EVENTS);
    count_run(s);
    return ran;
}

static bool try_without_point(struct shrink *s, uint32_t which)
{
    bool marked[MAX_POINTS] = {false};
    marked[which] = true;
    return run_with_events(s) && try_without_points(s, marked);
}

// Points that the run never comes to.
static void drop_idle_points(struct shrink *s)
{
    bool idle[MAX_POINTS];
    if (!run_with_events(s))
        return;
    for (uint32_t i = 0; i < s->best->n_points; i++)
        idle[i] = steps_at(s->server->shared, s->best->points[i],
                           UINT32_MAX) == 0;
    if (try_without_points(s, idle))
        return;
    for (uint32_t i = s->best->n_points; i-- > 0 && may_go_on(s);) {
        if (idle[i])
            try_without_point(s, i);
    }
}

static uint32_t count_memory_events(const struct shared *shared)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < shared->result.n_events; i++)
        n += shared->events[i].kind == KIND_MEMORY;
    return n;
}

// Accesses of memory tell how a race goes wrong; too many hide it.
static void drop_points(struct shrink *s)
{
    enum { ENOUGH = 30 };
    if (s->best->n_points == 0)
        return;
    drop_idle_points(s);
    if (!run_with_events(s) ||
        count_memory_events(s->server->shared) <= ENOUGH)
        return;
    for (uint32_t i = s->best->n_points; i-- > 0 && may_go_on(s);)
        try_without_point(s, i);
}

void shrink(struct schedule *schedule, struct verdict verdict,
            struct judge *judge, struct server *server)
{
    struct shrink s = {
        .best = schedule,
        .verdict = verdict,
        .judge = judge,
        .server = server,
        .weight = UINT64_MAX,
    };
    if (schedule->n_forced == 0 && schedule->n_points == 0)
        return;
    if (!run_exactly(server, judge->options, schedule, 0))
        return;
    s.weight = weight_of(&server->shared->result);
    drop_deviations(&s);
    look_for_shorter(&s);
    drop_points(&s);
    drop_deviations(&s);
}
