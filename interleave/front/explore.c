// explore.c: search schedules for one that fails.

#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>

#include "show.h"

struct exploration {
    const struct program *program;
    struct options own_options;
    const struct options *options; // own_options
    struct server server;
    struct judge judge;
    struct search search;
    struct tally tally;
    double start;
    int doubts;        // schedules that only seemed endless
    bool exhausted;    // every schedule has been tried
    bool points_found; // by a schedule, not a survey
    struct verdict verdict;
};

// What must come out the same whenever the same schedule is run.
struct fingerprint {
    uint64_t hash;
    uint32_t outcome;
    uint32_t steps;
    int32_t wait_status;
};

static struct fingerprint fingerprint(const struct server *server)
{
    const struct result *result = &server->shared->result;
    return (struct fingerprint){
        .hash = result->hash,
        .outcome = result->outcome,
        .steps = result->steps,
        .wait_status = result->wait_status,
    };
}

static bool same_run(struct fingerprint a, struct fingerprint b)
{
    return a.hash == b.hash && a.outcome == b.outcome &&
           a.steps == b.steps && a.wait_status == b.wait_status;
}

static int report_nondeterminism(struct exploration *e,
                                 const struct schedule *schedule)
{
    puts("The same schedule was run twice and went two ways: something "
         "that interleave\ndoes not control decides what this program "
         "does. Likely causes: random numbers\nor addresses used as "
         "data, files or processes that change between runs, memory\n"
         "that is read before it is written, threads of a library "
         "started before main.\nWhat was found under such conditions "
         "could mislead, so the search ends here.");
    printf("The schedule: ");
    print_command(stdout, e->program, e->options, schedule);
    putchar('\n');
    print_notes(&e->tally);
    return STATUS_NONDETERMINISM;
}

// Whether the schedule that just ran goes the same way `times` more.
static bool repeats(struct exploration *e,
                    const struct schedule *schedule, int times)
{
    struct fingerprint first = fingerprint(&e->server);
    for (int i = 0; i < times; i++) {
        if (!run_exactly(&e->server, e->options, schedule, 0))
            return true;
        if (!same_run(first, fingerprint(&e->server)))
            return false;
    }
    return true;
}

static bool budget_left(const struct exploration *e)
{
    if (e->tally.schedules >= e->options->schedules)
        return false;
    return e->options->seconds == 0 ||
           now() - e->start < e->options->seconds;
}

static bool wants_outputs(const struct options *options)
{
    return options->outputs || options->save_outputs;
}

// Proving that a run never ends takes long; it is not tried forever.
static void weigh_endlessness(struct exploration *e)
{
    enum { MOST_DOUBTS = 20 };
    if (e->verdict.failure != FAILURE_SPIN)
        return;
    if (e->doubts < MOST_DOUBTS &&
        never_ends(&e->server, e->options, &e->judge))
        return;
    e->doubts++;
    e->verdict.failure = FAILURE_NONE;
}

// Makes the surveys that are due; false if interrupted.
static bool survey(struct exploration *e)
{
    bool added = e->points_found;
    e->points_found = false;
    while (search_survey(&e->search, e->server.shared)) {
        if (!run_schedule(&e->server))
            return false;
        added |= search_take_points(&e->search, e->server.shared);
    }
    if (added) {
        thin_points(&e->search, &e->server, &e->own_options);
        search_use_points(&e->search, e->server.shared);
    }
    return !e->server.interrupted;
}

static bool next_schedule(struct exploration *e)
{
    if (search_next(&e->search, e->server.shared))
        return true;
    return search_survey_again(&e->search) && survey(e) &&
           search_next(&e->search, e->server.shared);
}

// Runs schedules until one fails, the budget is spent or all are run.
static void run_many(struct exploration *e)
{
    while (budget_left(e)) {
        if (!survey(e))
            return;
        if (!next_schedule(e)) {
            e->exhausted =
                search_complete(&e->search) && !e->server.interrupted;
            return;
        }
        if (!run_schedule(&e->server))
            return;
        search_learn(&e->search, e->server.shared);
        e->points_found |=
            search_take_points(&e->search, e->server.shared);
        tally_run(&e->tally, &e->server);
        if (wants_outputs(e->options))
            tally_output(&e->tally, &e->server);
        e->verdict = judge_run(&e->judge, &e->server);
        weigh_endlessness(e);
        if (e->verdict.failure != FAILURE_NONE)
            return;
    }
}

static void print_tried(const struct exploration *e)
{
    printf("%s schedule%s in %.1f s, %s different",
           grouped(e->tally.schedules),
           e->tally.schedules == 1 ? "" : "s", now() - e->start,
           grouped(e->tally.hashes.count));
}

static struct summary summary(const struct exploration *e)
{
    return (struct summary){
        .schedules = e->tally.schedules,
        .different = e->tally.hashes.count,
        .cut_off = e->tally.cut_off,
        .hung = e->verdict.failure == FAILURE_HANG,
        .proved = e->exhausted ? all_words(&e->search) : NULL,
        .exhausted = e->exhausted && !e->search.tree.bounded,
        .tally = wants_outputs(e->options) ? &e->tally : NULL,
    };
}

static int report_success(struct exploration *e)
{
    struct summary searched = summary(e);
    print_tried(e);
    printf("; none failed; %s\n",
           e->exhausted ? all_words(&e->search) : "there are more");
    print_notes(&e->tally);
    if (e->server.interrupted)
        fail(STATUS_FAILED, "interrupted");
    if (e->options->json)
        write_json(e->options->json, NULL, e->program, e->options,
                   &searched);
    return 0;
}

// The failing schedule as it was found.
static int name_failure(struct exploration *e,
                        const struct schedule *schedule)
{
    struct summary searched = summary(e);
    searched.failure = failure_name(e->verdict.failure);
    print_tried(e);
    printf("; the last one failed: %s\nReplay: ", searched.failure);
    print_command(stdout, e->program, e->options, schedule);
    putchar('\n');
    if (e->options->json)
        write_json(e->options->json, NULL, e->program, e->options,
                   &searched);
    return (int)failure_status(e->verdict.failure);
}

static int report_failure(struct exploration *e)
{
    struct schedule schedule = last_schedule(&e->server);
    if (e->verdict.failure == FAILURE_DIVERGED)
        return report_nondeterminism(e, &schedule);
    if (e->options->brief)
        return name_failure(e, &schedule);
    bool slow = e->verdict.failure == FAILURE_HANG ||
                e->verdict.failure == FAILURE_SPIN;
    if (e->verdict.failure != FAILURE_HANG) {
        if (!slow && !repeats(e, &schedule, 2))
            return report_nondeterminism(e, &schedule);
        shrink(&schedule, e->verdict, &e->judge, &e->server);
    }
    print_tried(e);
    printf("; the last one failed:\n\n");
    struct summary searched = summary(e);
    int status = show_run(&e->server, e->options, &schedule, &e->judge,
                          &searched);
    printf("Replay: ");
    print_command(stdout, e->program, e->options, &schedule);
    putchar('\n');
    print_notes(&e->tally);
    return status;
}

static int report(struct exploration *e)
{
    const struct options *options = e->options;
    sort_outputs(&e->tally);
    if (options->save_outputs)
        save_outputs(&e->tally, options->save_outputs);
    if (options->outputs)
        list_outputs(&e->tally,
                     e->exhausted ? all_words(&e->search) : NULL,
                     e->program, options);
    if (e->verdict.failure != FAILURE_NONE)
        return report_failure(e);
    return report_success(e);
}

// The default schedule, to see what the program needs and whether it does
// the same twice. Returns a status if that is all there is to see, else -1.
static int first_run(struct exploration *e)
{
    const struct result *result = &e->server.shared->result;
    struct schedule usual = {NULL, 0, NULL, 0};
    fit_budget(&e->server, &e->own_options);
    if (e->server.hung || result->outcome == OUTCOME_SPIN) {
        // It takes seconds to see that again.
        tally_run(&e->tally, &e->server);
        e->verdict = judge_run(&e->judge, &e->server);
        return e->verdict.failure == FAILURE_NONE ? -1 : report(e);
    }
    run_exactly(&e->server, e->options, &usual, 0);
    return repeats(e, &usual, 1) ? -1
                                 : report_nondeterminism(e, &usual);
}

int explore(const struct program *program,
            const struct options *options)
{
    struct exploration *e = allocate(sizeof(*e));
    memset(e, 0, sizeof(*e));
    e->program = program;
    e->own_options = *options;
    e->own_options.memory = options->memory && !program->sanitized;
    e->options = &e->own_options;
    e->judge = make_judge(e->options);
    start_server(&e->server, program, options->guard);
    e->start = now();
    int status = first_run(e);
    if (status < 0) {
        search_begin(&e->search, e->options);
        run_many(e);
        status = report(e);
    }
    stop_server(&e->server);
    return status;
}
