// search.h: which schedule to try next, and what came of those tried.

#ifndef INTERLEAVE_SEARCH_H
#define INTERLEAVE_SEARCH_H

#include "front.h"

// ---- set.c: a set of numbers ------------------------------------------

// An empty one is all zeros.
struct set {
    uint64_t *slots;
    uint32_t *values;
    uint32_t capacity;
    uint32_t count;
};

// The value kept for `key`; `value` is kept if there was none.
uint32_t set_add(struct set *set, uint64_t key, uint32_t value);
void set_free(struct set *set);
uint64_t hash_bytes(const void *data, size_t size);

// ---- tree.c: all schedules, by the number of their preemptions --------

// A schedule that is another one (its parent) with one deviation more,
// behind all of the parent's. So each schedule has one place in the tree.
struct branch {
    uint32_t parent;
    struct forced deviation;
    uint32_t cost;
};

// Branches of one cost that wait to be run.
struct shelf {
    uint32_t *branches;
    uint32_t count;
    uint32_t capacity;
};

enum { MAX_COST = 64, MAX_BRANCHES = 4 << 20, LAST_STEP_IF_CUT = 500 };

struct tree {
    struct branch *branches;
    uint32_t count;
    uint32_t capacity;
    struct shelf shelves[MAX_COST + 1];
    uint32_t current;    // the branch that runs now
    uint64_t dice;       // 0: depth first, by preemptions; else drawing
    bool incomplete;     // something was cut off
};

void tree_begin(struct tree *tree, uint64_t dice);
// Writes the next schedule's deviations; false if there is none left.
bool tree_next(struct tree *tree, struct shared *shared);
// Adds what the run just made (with WANT_CHOICES) opens up.
void tree_grow(struct tree *tree, const struct shared *shared);
void tree_end(struct tree *tree);

// ---- search.c: the strategies -----------------------------------------

struct search {
    const struct options *options;
    struct tree tree;
    bool tree_runs;      // the schedule being run is the tree's
    uint64_t tried;
    uint64_t drawn;      // schedules of random strategies so far
    uint32_t longest;    // steps of the longest run
    uint32_t surveys;    // made so far
    uint32_t n_points;
    uint32_t points[MAX_POINTS];
    struct set known;    // points, and those dropped again
};

void search_begin(struct search *search, const struct options *options);
// Writes the request for a survey, if one is due.
bool search_survey(struct search *search, struct shared *shared);
// Adds the racing instructions that a survey found; false if none is new.
bool search_take_points(struct search *search,
                        const struct shared *shared);
// Lets all later schedules stop at the points, as they are now.
void search_use_points(struct search *search, struct shared *shared);
// Writes the request; false if every schedule has been tried.
bool search_next(struct search *search, struct shared *shared);
void search_learn(struct search *search, struct shared *shared);

// ---- tally.c: what came of the schedules ------------------------------

struct output {
    char *text;
    size_t size;
    uint64_t count;
    struct schedule shortest;  // the shortest schedule that led to it
};

struct tally {
    uint64_t schedules;
    struct set hashes;         // of the runs: the different ones
    struct set output_hashes;
    struct output *outputs;
    uint32_t n_outputs;
    uint64_t cut_off;          // ran out of their steps
    uint64_t unjoined;
    struct set note_hashes;
    char notes[MAX_NOTES][120];
    uint32_t n_notes;
};

void tally_run(struct tally *tally, const struct server *server);
void tally_output(struct tally *tally, const struct server *server);
// The most frequent first.
void sort_outputs(struct tally *tally);
void list_outputs(const struct tally *tally, bool all,
                  const struct program *program,
                  const struct options *options);
void save_outputs(const struct tally *tally, const char *dir);
void print_notes(const struct tally *tally);

// ---- endless.c ---------------------------------------------------------

// Makes `options` give a program that runs long the steps, and one that
// computes much the time, that its default schedule needs.
void fit_budget(struct server *server, struct options *options);

// Whether the run made last, which ran out of its steps, would never end.
// Leaves the schedule that shows it as the one that ran last.
bool never_ends(struct server *server, const struct options *options,
                struct judge *judge);

// ---- points.c ----------------------------------------------------------

// Drops points that the default schedule comes to too often, and gives
// schedules the steps that the others need.
void thin_points(struct search *search, struct server *server,
                 struct options *options);

// ---- shrink.c ---------------------------------------------------------

// Makes `schedule`, which fails as `verdict` says, as short as it can.
void shrink(struct schedule *schedule, struct verdict verdict,
            struct judge *judge, struct server *server);

// ---- replay.c ---------------------------------------------------------

// Writes the request for such a run.
void prepare_exactly(struct server *server, const struct options *options,
                     const struct schedule *schedule, uint32_t flags);
// Runs the default schedule but for `schedule`'s deviations. `flags` are
// WANT_EVENTS, WANT_LENIENT and so on.
bool run_exactly(struct server *server, const struct options *options,
                 const struct schedule *schedule, uint32_t flags);
// The schedule that ran last.
struct schedule last_schedule(const struct server *server);
// The command that replays `schedule`, without a line's end.
void print_command(FILE *to, const struct program *program,
                   const struct options *options,
                   const struct schedule *schedule);
// What a search did; zeros for a replay.
struct summary {
    uint64_t schedules;
    uint64_t different;
    bool exhausted;
    const struct tally *tally; // with the outputs; NULL none
};

// Runs `schedule` once more and shows it, and what went wrong.
int show_run(struct server *server, const struct options *options,
             const struct schedule *schedule, struct judge *judge,
             const struct summary *summary);

#endif
