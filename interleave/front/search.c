// search.c: which strategy makes the next schedule.

#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>

#include "search.h"

// How the mixture divides its schedules: STRATEGIES.md says why so.
enum source { TREE, RANDOM, PCT, POS, FEW };
static const enum source mixture[] = {TREE, RANDOM, PCT, POS, FEW};

// Surveys look for memory accesses that race: several at first, then one
// now and then, as schedules reach new code. They are not schedules of
// the search: stepping through instructions changes what a step is.
static uint32_t surveys_due(const struct search *search)
{
    static const struct {
        uint64_t tried;
        uint32_t surveys;
    } plan[] = {{1, 3},   {10, 1},   {50, 1},
                {200, 1}, {1000, 1}, {5000, 1}};
    uint32_t due = 0;
    for (size_t i = 0; i < sizeof(plan) / sizeof(plan[0]); i++)
        due += search->tried >= plan[i].tried ? plan[i].surveys : 0;
    return search->options->memory ? due + search->last_surveys : 0;
}

static uint64_t scramble(uint64_t x)
{
    x = (x ^ (x >> 31)) * 0x7fb5d329728ea185u;
    x = (x ^ (x >> 27)) * 0x81dadef4bc2dd44du;
    return x ^ (x >> 33);
}

// A bound on preemptions and a reduction don't go together: the schedule
// that stands for many may lie beyond the bound when others of them do not
// (Coons, Musuvathi and McKinley, 2013, add what is then missing; here the
// reduction is left out instead). Nor is it known what is exchanged with
// what when time passes for one thread alone, or where memory is not seen.
static bool may_reduce(const struct options *options)
{
    return options->reduction && options->bound == MAX_BOUND &&
           options->memory &&
           !(options->flags & (WANT_LATE | WANT_SPURIOUS));
}

static void begin_trees(struct search *search)
{
    bool shuffled = search->options->search == SEARCH_MIX;
    uint64_t dice = shuffled ? scramble(search->options->seed) | 1 : 0;
    search->surveyed_again = false;
    tree_begin(&search->tree, dice);
    reduction_begin(&search->reduction, dice);
}

void search_begin(struct search *search, const struct options *options)
{
    memset(search, 0, sizeof(*search));
    search->options = options;
    search->tree.most_cost = options->bound;
    search->tree.delays = options->delays;
    search->reduced = may_reduce(options);
    begin_trees(search);
}

static enum source source_of_turn(const struct search *search)
{
    switch (search->options->search) {
    case SEARCH_RANDOM:
        return RANDOM;
    case SEARCH_PCT:
        return PCT;
    case SEARCH_POS:
        return POS;
    case SEARCH_FEW:
        return FEW;
    case SEARCH_DFS:
        return TREE;
    default:
        return mixture[search->tried %
                       (sizeof(mixture) / sizeof(mixture[0]))];
    }
}

static void request_drawn(struct search *search,
                          struct request *request, enum source source)
{
    static const uint32_t strategies[] = {
        [RANDOM] = STRATEGY_RANDOM,
        [PCT] = STRATEGY_PCT,
        [POS] = STRATEGY_POS,
        [FEW] = STRATEGY_FEW,
    };
    uint64_t turn = search->drawn++;
    request->strategy = strategies[source];
    request->seed = scramble(
        search->options->seed * 0x9e3779b97f4a7c15u + turn + 1);
    request->pct_depth = search->options->depth;
    // Most bugs need few choices: half of the schedules try with one.
    static const uint8_t depths[] = {2, 2, 2, 2, 3, 3, 4, 5};
    if (request->pct_depth == 0)
        request->pct_depth =
            depths[scramble(turn + 1) % sizeof(depths)];
    request->pct_steps = search->longest;
}

static struct request usual_request(const struct search *search)
{
    return (struct request){
        .strategy = STRATEGY_DEFAULT,
        .flags = search->options->flags,
        .max_steps = search->options->steps,
        .cpu_ms = search->options->cpu_ms,
        .n_points = search->n_points,
    };
}

bool search_survey(struct search *search, struct shared *shared)
{
    if (search->surveys >= surveys_due(search))
        return false;
    shared->request = usual_request(search);
    shared->request.n_points = 0;
    if (search->surveys > 0)
        request_drawn(search, &shared->request, RANDOM);
    shared->request.flags |= WANT_SURVEY;
    search->surveys++;
    return true;
}

bool search_next(struct search *search, struct shared *shared)
{
    shared->request = usual_request(search);
    enum source source = source_of_turn(search);
    // The first schedule is always the default one, the tree's root.
    search->tree_runs = source == TREE || search->tried == 0;
    search->tried++;
    if (!search->tree_runs) {
        request_drawn(search, &shared->request, source);
        return true;
    }
    if (search->reduced && reduction_next(&search->reduction, shared))
        return true;
    if (search->reduced && !search->reduction.incomplete)
        return false;
    search->reduced = false; // all schedules, one by one
    shared->request.flags &= ~(uint32_t)WANT_REDUCED;
    shared->request.flags |= WANT_CHOICES;
    return tree_next(&search->tree, shared);
}

// The text lives until the next call.
const char *all_words(const struct search *search)
{
    static char words[64];
    uint32_t bound = search->options->bound;
    const char *unit = search->options->delays ? "delay" : "preemption";
    if (search->reduced || !search->tree.bounded)
        return "these are all";
    if (bound == 0)
        snprintf(words, sizeof(words), "these are all without a %s",
                 unit);
    else
        snprintf(words, sizeof(words),
                 "these are all with at most %u %s%s", bound, unit,
                 bound == 1 ? "" : "s");
    return words;
}

bool search_complete(const struct search *search)
{
    return search->reduced ? !search->reduction.incomplete
                           : !search->tree.incomplete;
}

// Before all is said to have been tried: is there memory that threads
// share only on schedules that no survey has seen?
bool search_survey_again(struct search *search)
{
    enum { LAST_SURVEYS = 10 };
    if (search->surveyed_again || !search->options->memory)
        return false;
    search->surveyed_again = true;
    search->last_surveys = search->surveys + LAST_SURVEYS -
                           (surveys_due(search) - search->last_surveys);
    search->tried--; // the same turn comes again
    return true;
}

bool search_take_points(struct search *search,
                        const struct shared *shared)
{
    bool added = false;
    for (uint32_t i = 0; i < shared->result.n_racing; i++) {
        uint64_t key = shared->racing[i] + 1ull;
        uint32_t known = search->known.count;
        set_add(&search->known, key, 0);
        if (search->known.count == known ||
            search->n_points == MAX_POINTS)
            continue;
        search->points[search->n_points++] = shared->racing[i];
        added = true;
    }
    return added;
}

// New points make new steps: the tree's deviations no longer fit.
void search_use_points(struct search *search, struct shared *shared)
{
    memcpy(shared->points, search->points,
           search->n_points * sizeof(uint32_t));
    begin_trees(search);
}

// Of a run with steps of which nobody knows what they touch, it cannot be
// told which others it stands for. Mostly it came to memory that no survey
// had seen: perhaps the next ones do.
static void learn_reduced(struct search *search, struct shared *shared)
{
    enum { TRIES = 4, SURVEYS = 3 };
    if (!shared->result.blind) {
        reduction_grow(&search->reduction, shared);
        return;
    }
    search->reduction.incomplete = true;
    if (search->blind_runs++ < TRIES)
        search->last_surveys =
            search->surveys + SURVEYS -
            (surveys_due(search) - search->last_surveys);
}

void search_learn(struct search *search, struct shared *shared)
{
    if (shared->result.steps > search->longest)
        search->longest = shared->result.steps;
    if (search->tree_runs && search->reduced)
        learn_reduced(search, shared);
    else if (search->tree_runs)
        tree_grow(&search->tree, shared);
}
