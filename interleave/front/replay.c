// replay.c: run exactly one schedule, say how, and show it.

#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "show.h"

void prepare_exactly(struct server *server,
                     const struct options *options,
                     const struct schedule *schedule, uint32_t flags)
{
    struct shared *shared = server->shared;
    shared->request = (struct request){
        .strategy = STRATEGY_DEFAULT,
        .flags = options->flags | flags,
        .max_steps = options->steps,
        .cpu_ms = options->cpu_ms,
        .n_forced = schedule->n_forced,
        .n_points = schedule->n_points,
    };
    if (schedule->n_forced > 0)
        memcpy(shared->forced, schedule->forced,
               schedule->n_forced * sizeof(struct forced));
    if (schedule->n_points > 0)
        memcpy(shared->points, schedule->points,
               schedule->n_points * sizeof(uint32_t));
}

bool run_exactly(struct server *server, const struct options *options,
                 const struct schedule *schedule, uint32_t flags)
{
    prepare_exactly(server, options, schedule, flags);
    return run_schedule(server);
}

struct schedule last_schedule(const struct server *server)
{
    struct shared *shared = server->shared;
    struct schedule schedule = {
        .forced = shared->deviations,
        .n_forced = shared->result.n_deviations,
        .points = shared->points,
        .n_points = shared->request.n_points,
    };
    return copy_schedule(&schedule);
}

// A word that the shell takes as it stands, else in quotes.
static void print_word(FILE *to, const char *word)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
        "0123456789_-+=./,:@%";
    if (*word != '\0' && word[strspn(word, plain)] == '\0') {
        fputs(word, to);
        return;
    }
    fputc('\'', to);
    for (; *word != '\0'; word++) {
        if (*word == '\'')
            fputs("'\\''", to);
        else
            fputc(*word, to);
    }
    fputc('\'', to);
}

// Only what changes how the run goes or how it is judged.
static void print_options(FILE *to, const struct options *options)
{
    if (options->steps != DEFAULT_STEPS)
        fprintf(to, " --steps %u", options->steps);
    if (options->flags & WANT_LATE)
        fputs(" --late", to);
    if (options->flags & WANT_SPURIOUS)
        fputs(" --spurious", to);
    if (options->status != 0)
        fprintf(to, " --status %d", options->status);
    if (options->expect) {
        fputs(" --expect ", to);
        print_word(to, options->expect);
    }
    if (options->fail_on == FAIL_BY_DEFAULT)
        return;
    const char *separator = " --fail-on ";
    for (int i = FAILURE_CRASH; i <= FAILURE_UNJOINED; i++) {
        if (!(options->fail_on & 1u << i))
            continue;
        fprintf(to, "%s%s", separator, failure_name((enum failure)i));
        separator = ",";
    }
}

void print_command(FILE *to, const struct program *program,
                   const struct options *options,
                   const struct schedule *schedule)
{
    fputs("interleave replay", to);
    print_options(to, options);
    fputc(' ', to);
    print_schedule(to, schedule);
    for (char **word = program->argv; *word; word++) {
        fputc(' ', to);
        print_word(to, *word);
    }
}

// A run that never came to a step that its schedule names.
static bool ended_before(struct result *result,
                         const struct schedule *schedule)
{
    uint32_t n = schedule->n_forced;
    if (n == 0 || schedule->forced[n - 1].step <= result->steps ||
        result->outcome == OUTCOME_DIVERGED)
        return false;
    snprintf(result->message, sizeof(result->message),
             "the run ended before step %u",
             schedule->forced[n - 1].step);
    return true;
}

int show_run(struct server *server, const struct options *options,
             const struct schedule *schedule, struct judge *judge,
             const struct summary *summary)
{
    if (!run_exactly(server, options, schedule, WANT_EVENTS))
        fail(STATUS_FAILED, "interrupted");
    struct verdict verdict = judge_run(judge, server);
    // It may go on at another try, on a machine that was busy: what was
    // seen stays, or a run that was slow could be told as one without end.
    if (summary->hung)
        verdict = (struct verdict){FAILURE_HANG, 0};
    if (ended_before(&server->shared->result, schedule))
        verdict = (struct verdict){FAILURE_DIVERGED, 0};
    struct story story =
        tell(server, options, schedule, verdict, judge);
    print_story(&story);
    if (options->json)
        write_json(options->json, &story, server->program, options,
                   summary);
    if (verdict.failure != FAILURE_NONE)
        return (int)failure_status(verdict.failure);
    int status = server->shared->result.wait_status;
    return WIFEXITED(status) ? WEXITSTATUS(status)
                             : 128 + WTERMSIG(status);
}

int replay(const struct program *program, const struct options *options,
           const struct schedule *schedule)
{
    struct server server;
    struct judge judge = make_judge(options);
    struct summary searched = {.schedules = 0};
    start_server(&server, program, options->guard);
    int status =
        show_run(&server, options, schedule, &judge, &searched);
    for (uint32_t i = 0; i < server.shared->result.n_notes; i++)
        printf("note: %s\n", server.shared->notes[i]);
    stop_server(&server);
    return status;
}
