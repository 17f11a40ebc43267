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

// ---- shelves.c: what waits to be tried, by its cost -------------------

enum { MAX_COST = 64 };

struct shelf {
    uint32_t *items;
    uint32_t count;
    uint32_t capacity;
};

struct shelves {
    struct shelf shelf[MAX_COST + 1];
    uint64_t dice; // 0: the last of the cheapest; else drawing
};

void shelves_begin(struct shelves *shelves, uint64_t dice);
void shelves_add(struct shelves *shelves, uint32_t cost, uint32_t item);
// False if nothing waits.
bool shelves_take(struct shelves *shelves, uint32_t *item);
void shelves_end(struct shelves *shelves);

// ---- tree.c: all schedules, by the number of their preemptions --------

// A schedule that is another one (its parent) with one deviation more,
// behind all of the parent's. So each schedule has one place in the tree.
struct branch {
    uint32_t parent;
    struct forced deviation;
    uint32_t cost;
};

enum { MAX_BRANCHES = 4 << 20, LAST_STEP_IF_CUT = 500 };

struct tree {
    struct branch *branches;
    uint32_t count;
    uint32_t capacity;
    struct shelves shelves;
    uint32_t current;   // the branch that runs now
    uint32_t most_cost; // a bound that was asked for
    bool delays;        // cost counts delays, not preemptions
    bool bounded;       // something lay beyond that bound
    bool incomplete;    // something was cut off
};

void tree_begin(struct tree *tree, uint64_t dice);
// Writes the next schedule's deviations; false if there is none left.
bool tree_next(struct tree *tree, struct shared *shared);
// Adds what the run just made (with WANT_CHOICES) opens up.
void tree_grow(struct tree *tree, const struct shared *shared);
void tree_end(struct tree *tree);

// ---- reduce.c: all schedules, but one of those that come to the same ---

struct node;

struct reduction {
    struct node *nodes;
    uint32_t count;
    uint32_t capacity;
    struct todo { // let this thread go on at that node
        uint32_t node;
        uint32_t thread;
    } * todo;
    uint32_t n_todo;
    uint32_t todo_capacity;
    struct shelves shelves;
    uint32_t *path; // nodes of the run: root, …
    uint32_t path_capacity;
    uint32_t depth; // of the node from where the run is new
    bool begun;
    bool incomplete;
};

void reduction_begin(struct reduction *r, uint64_t dice);
// Writes the next schedule's deviations, and who sleeps from then on;
// false if there is none left.
bool reduction_next(struct reduction *r, struct shared *shared);
// Adds what the run just made (with WANT_REDUCED) shows to be different.
void reduction_grow(struct reduction *r, struct shared *shared);
void reduction_end(struct reduction *r);

// ---- reversals.c: which steps of a run could have come the other way ---

// Calls reverse() with the index of a step, and threads of which one must
// go on in its stead; false if that could not be.
typedef bool reverse_fn(struct reduction *r, uint32_t step,
                        uint64_t threads);
struct races {
    const struct record *steps;
    uint32_t n;
    uint32_t from; // steps before it were looked at before
    const struct asleep *next;
    uint32_t n_next;
};
void find_races(struct reduction *r, const struct races *races,
                reverse_fn *reverse);

// ---- search.c: the strategies -----------------------------------------

struct search {
    const struct options *options;
    struct tree tree;
    struct reduction reduction;
    bool reduced;   // the reduction takes the tree's place
    bool tree_runs; // the schedule being run is the tree's
    uint64_t tried;
    uint64_t drawn;        // schedules of random strategies so far
    uint32_t longest;      // steps of the longest run
    uint32_t surveys;      // made so far
    uint32_t last_surveys; // beyond those that the plan has
    bool surveyed_again;
    uint32_t blind_runs;
    uint32_t n_points;
    uint32_t points[MAX_POINTS];
    struct set known; // points, and those dropped again
};

void search_begin(struct search *search, const struct options *options);
// Writes the request for a survey, if one is due.
bool search_survey(struct search *search, struct shared *shared);
// When search_next has nothing left: lets surveys be due once more, after
// which search_next may have more; false if they were made already.
bool search_survey_again(struct search *search);
// Adds the racing instructions that a survey found; false if none is new.
bool search_take_points(struct search *search,
                        const struct shared *shared);
// Lets all later schedules stop at the points, as they are now.
void search_use_points(struct search *search, struct shared *shared);
// When search_next has nothing left: whether that was all there is, and
// which all.
bool search_complete(const struct search *search);
const char *all_words(const struct search *search);
// Writes the request; false if every schedule has been tried.
bool search_next(struct search *search, struct shared *shared);
void search_learn(struct search *search, struct shared *shared);

// ---- tally.c: what came of the schedules ------------------------------

struct output {
    char *text;
    size_t size;
    uint64_t count;
    struct schedule shortest; // the shortest schedule that led to it
};

struct tally {
    uint64_t schedules;
    struct set hashes; // of the runs: the different ones
    struct set output_hashes;
    struct output *outputs;
    uint32_t n_outputs;
    uint64_t covered; // ended early: the rest was tried
    uint64_t cut_off; // ran out of their steps
    uint64_t unjoined;
    struct set note_hashes;
    char notes[MAX_NOTES][120];
    uint32_t n_notes;
};

void tally_run(struct tally *tally, const struct server *server);
void tally_output(struct tally *tally, const struct server *server);
// The one nearest to the default schedule first.
void sort_outputs(struct tally *tally);
// `all`: what to say if these are all, NULL if not.
void list_outputs(const struct tally *tally, const char *all,
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
void prepare_exactly(struct server *server,
                     const struct options *options,
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
    uint64_t cut_off;    // when the steps ran out
    const char *failure; // its name, if it is not shown in full
    bool hung;           // that was the failure
    const char *proved;  // "these are all …"; NULL if there are more
    bool exhausted;      // … and no bound was asked for
    const struct tally *tally; // with the outputs; NULL none
};

// Runs `schedule` once more and shows it, and what went wrong.
int show_run(struct server *server, const struct options *options,
             const struct schedule *schedule, struct judge *judge,
             const struct summary *summary);

#endif
