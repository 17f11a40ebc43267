// endless.c: tell programs that never end from those that take long.
//
// A schedule whose steps run out proves nothing by itself: the program
// may need more of them, or the strategy may have held up the very thread
// that the others wait for. So the budget is first made to fit the
// default schedule; and a run counts as endless only if it does not end
// with ten times the steps either, its second half on the default
// schedule, which lets everybody have a turn.

#define _POSIX_C_SOURCE 200809L
#include "search.h"

enum {
    MOST_STEPS = 4000000,
    PATIENCE = 10,
    PATIENT_MS = 2000,
};

static bool ran_out(const struct server *server)
{
    return server->shared->result.outcome == OUTCOME_BUDGET;
}

void fit_budget(struct server *server, struct options *options)
{
    struct schedule usual = {NULL, 0, NULL, 0};
    struct options generous = *options;
    run_exactly(server, options, &usual, 0);
    if (server->hung)
        return;
    if (server->shared->result.outcome == OUTCOME_SPIN) {
        generous.cpu_ms = PATIENT_MS;
        run_exactly(server, &generous, &usual, 0);
        if (server->shared->result.outcome == OUTCOME_EXIT)
            options->cpu_ms = PATIENT_MS;
    }
    if (options->steps_given)
        return;
    while (ran_out(server) && generous.steps < MOST_STEPS &&
           !server->interrupted) {
        generous.steps *= PATIENCE;
        run_exactly(server, &generous, &usual, 0);
    }
    uint32_t needed = server->shared->result.steps;
    if (!ran_out(server) && needed > options->steps / 4)
        options->steps = needed > UINT32_MAX / 4 ? needed : 4 * needed;
}

// The schedule without those of its last choices that a run without end
// is made of.
static struct schedule without_tail(const struct server *server,
                                    const struct options *options)
{
    const struct result *result = &server->shared->result;
    struct schedule schedule = last_schedule(server);
    uint32_t n = schedule.n_forced;
    if (result->outcome == OUTCOME_BUDGET) {
        while (n > 0 &&
               schedule.forced[n - 1].step >= options->steps / 2)
            n--;
    } else {
        while (n > 0 &&
               schedule.forced[n - 1].thread == result->culprit)
            n--;
    }
    schedule.n_forced = n;
    return schedule;
}

bool never_ends(struct server *server, const struct options *options,
                struct judge *judge)
{
    struct schedule schedule = without_tail(server, options);
    struct options generous = *options;
    bool endless = true;
    if (ran_out(server)) {
        generous.steps = options->steps < UINT32_MAX / PATIENCE
                             ? PATIENCE * options->steps
                             : UINT32_MAX;
        endless = run_exactly(server, &generous, &schedule, 0) &&
                  ran_out(server);
    }
    if (endless) {
        run_exactly(server, options, &schedule, 0);
        endless = judge_run(judge, server).failure == FAILURE_SPIN;
    }
    free_schedule(&schedule);
    return endless;
}
