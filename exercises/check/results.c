// results.c: results.json, for tools that are no people. Its members
// are described in exercises/README.md.

#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"

const char *outcome_name(enum outcome outcome)
{
    static const char *const names[] = {
        "not-run", "pass", "fail", "skipped", "unfinished", "error"};
    return names[outcome];
}

static const char *quoted(const char *string)
{
    struct text out = {0};
    add(&out, "\"");
    for (; *string; string++) {
        unsigned char c = (unsigned char)*string;
        if (c == '"' || c == '\\')
            add(&out, "\\%c", c);
        else if (c < 0x20)
            add(&out, "\\u%04x", c);
        else
            add_bytes(&out, string, 1);
    }
    add(&out, "\"");
    return out.at;
}

static void add_member(struct text *out, const char *name,
                       const char *value)
{
    if (value)
        add(out, ", \"%s\": %s", name, quoted(value));
}

static void add_evidence(struct text *out,
                         const struct problem *problem)
{
    add(out, ",\n   \"evidence\": [");
    for (int i = 0; i < problem->n_moments; i++) {
        const struct moment *moment = &problem->story[i];
        add(out, "%s\n    {\"time\": %.9f", i ? "," : "", moment->time);
        add_member(out, "thread", moment->thread);
        add_member(out, "file", moment->file);
        if (moment->line)
            add(out, ", \"line\": %d", moment->line);
        add_member(out, "text", moment->text);
        add(out, "}");
    }
    add(out, "]");
}

static void add_problem(struct text *out, struct session *session)
{
    const struct problem *problem = &session->problem;
    add_member(out, "problem", problem->id);
    add_member(out, "headline", problem->headline);
    add_member(out, "run", problem->run);
    add_member(out, "lines", problem->lines);
    add_member(out, "repro", problem->again);
    add_evidence(out, problem);
}

const char *results(struct session *session)
{
    struct text out = {0};
    struct exercise *exercise = &session->exercise;
    enum outcome last = session->current->outcome;
    if (last == SKIP || last == NOT_RUN)
        last = PASS;
    add(&out, "{\"schema\": 1, \"exercise\": %s",
        quoted(exercise->name));
    add_member(&out, "kind", conf_get(&exercise->conf, "kind"));
    add_member(&out, "level", conf_get(&exercise->conf, "level"));
    add_member(&out, "file", exercise->shown);
    add_member(&out, "status", outcome_name(last));
    add(&out, ", \"seconds\": %.3f", session->seconds);
    add(&out,
        ",\n \"machine\": {\"cores\": %ld, \"compiler\": %s},\n"
        " \"checks\": [",
        sysconf(_SC_NPROCESSORS_ONLN), quoted(compiler()));
    for (int i = 0; i < session->n_checks; i++) {
        struct check *check = &session->checks[i];
        add(&out, "%s\n  {\"id\": %s", i ? "," : "", quoted(check->id));
        add_member(&out, "title", check->title);
        add_member(&out, "status", outcome_name(check->outcome));
        add(&out, ", \"seconds\": %.3f", check->seconds);
        add_member(&out, "said", check->said);
        if (check == session->current &&
            (check->outcome == FAIL || check->outcome == UNFINISHED))
            add_problem(&out, session);
        add(&out, "}");
    }
    add(&out, "]}\n");
    return out.at;
}
