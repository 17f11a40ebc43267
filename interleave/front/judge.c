// judge.c: what counts as a failure.

#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "front.h"

static const struct {
    const char *name;
    enum status status;
} failures[FAILURE_COUNT] = {
    [FAILURE_NONE] = {"none", 0},
    [FAILURE_CRASH] = {"crash", STATUS_CRASH},
    [FAILURE_DEADLOCK] = {"deadlock", STATUS_DEADLOCK},
    [FAILURE_SPIN] = {"spin", STATUS_SPIN},
    [FAILURE_MISUSE] = {"misuse", STATUS_MISUSE},
    [FAILURE_EXIT] = {"exit", STATUS_EXIT},
    [FAILURE_OUTPUT] = {"output", STATUS_OUTPUT},
    [FAILURE_RACE] = {"race", STATUS_RACE},
    [FAILURE_UNJOINED] = {"unjoined", STATUS_UNJOINED},
    [FAILURE_HANG] = {"hang", STATUS_FAILED},
    [FAILURE_DIVERGED] = {"nondeterminism", STATUS_NONDETERMINISM},
};

const char *failure_name(enum failure failure)
{
    return failures[failure].name;
}

enum status failure_status(enum failure failure)
{
    return failures[failure].status;
}

unsigned failure_bits(const char *name, size_t length)
{
    unsigned all = 0;
    for (int i = FAILURE_CRASH; i <= FAILURE_UNJOINED; i++) {
        all |= 1u << i;
        if (strlen(failures[i].name) == length &&
            memcmp(failures[i].name, name, length) == 0)
            return 1u << i;
    }
    return length == 3 && memcmp(name, "all", 3) == 0 ? all : 0;
}

struct judge make_judge(const struct options *options)
{
    struct judge judge = {.options = options};
    if (!options->expect)
        return judge;
    judge.expected =
        read_whole_file(options->expect, &judge.expected_size);
    if (!judge.expected)
        fail(STATUS_FAILED, "--expect: cannot read %s: %s",
             options->expect, strerror(errno));
    return judge;
}

static bool other_output(struct judge *judge, struct server *server)
{
    if (!judge->expected)
        return false;
    read_output(server->output, &judge->output);
    return judge->output.size != judge->expected_size ||
           memcmp(judge->output.data, judge->expected,
                  judge->expected_size) != 0;
}

static struct verdict judge_end(struct judge *judge,
                                struct server *server)
{
    const struct result *result = &server->shared->result;
    int status = result->wait_status;
    unsigned fail_on = judge->options->fail_on;
    if (WIFSIGNALED(status))
        return (struct verdict){FAILURE_CRASH, WTERMSIG(status)};
    if (WEXITSTATUS(status) != judge->options->status &&
        (fail_on & 1u << FAILURE_EXIT))
        return (struct verdict){FAILURE_EXIT, WEXITSTATUS(status)};
    if ((fail_on & 1u << FAILURE_OUTPUT) && other_output(judge, server))
        return (struct verdict){FAILURE_OUTPUT, 0};
    if (result->n_unjoined > 0)
        return (struct verdict){FAILURE_UNJOINED, 0};
    return (struct verdict){FAILURE_NONE, 0};
}

static struct verdict judge_outcome(struct judge *judge,
                                    struct server *server)
{
    const struct result *result = &server->shared->result;
    if (server->hung)
        return (struct verdict){FAILURE_HANG, 0};
    switch (result->outcome) {
    case OUTCOME_COVERED:
        return (struct verdict){FAILURE_NONE, 0};
    case OUTCOME_DEADLOCK:
        return (struct verdict){FAILURE_DEADLOCK, 0};
    case OUTCOME_SPIN:
        return (struct verdict){FAILURE_SPIN, 0};
    case OUTCOME_MISUSE:
        return (struct verdict){FAILURE_MISUSE, 0};
    case OUTCOME_RACE:
        return (struct verdict){FAILURE_RACE, 0};
    case OUTCOME_DIVERGED:
        return (struct verdict){FAILURE_DIVERGED, 0};
    case OUTCOME_BUDGET:
        return (struct verdict){FAILURE_SPIN, (int)result->budget};
    default:
        return judge_end(judge, server);
    }
}

struct verdict judge_run(struct judge *judge, struct server *server)
{
    unsigned always = 1u << FAILURE_HANG | 1u << FAILURE_DIVERGED;
    struct verdict verdict = judge_outcome(judge, server);
    if ((judge->options->fail_on | always) & 1u << verdict.failure)
        return verdict;
    return (struct verdict){FAILURE_NONE, 0};
}

bool same_failure(struct verdict a, struct verdict b)
{
    return a.failure == b.failure && a.detail == b.detail;
}
