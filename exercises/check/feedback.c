// feedback.c: what the student reads. What was observed comes first.

#define _POSIX_C_SOURCE 200809L
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

enum {
    STORY_ROWS = 18, // of a longer story, the middle is left out
    STORY_HEAD = 4
};

// ---- the texts

static const struct conf *texts(void)
{
    static struct conf conf;
    if (!conf.first)
        conf = read_conf("exercises/check/texts.conf");
    return &conf;
}

// The exercise's own words about this problem, or the general ones.
static const char *words_for(struct session *session, const char *key)
{
    const char *id = session->problem.cause ? session->problem.cause
                                            : session->problem.id;
    const char *own = conf_nth(&session->exercise.conf, id, key, 0);
    return own ? own : conf_nth(texts(), id, key, 0);
}

// The id that pandoc gives to a heading.
static bool is_heading(const char *line, size_t length, const char *id)
{
    while (length && (*line == '#' || *line == ' '))
        line++, length--;
    for (size_t i = 0; i < length; i++) {
        char c = line[i] == ' ' ? '-'
                                : (char)tolower((unsigned char)line[i]);
        if (!isalnum((unsigned char)c) && c != '-' && c != '_' &&
            (unsigned char)c < 0x80)
            continue;
        if (*id++ != c)
            return false;
    }
    return *id == '\0';
}

const char *section_name(const char *place)
{
    const char *hash = strchr(place, '#');
    char *file =
        copy_of(place, hash ? (size_t)(hash - place) : strlen(place));
    char *text = read_file(print("chapters/%s", file));
    long number = strtol(place, NULL, 10);
    if (!text || !hash)
        return text ? print("Chapter %ld", number) : NULL;
    for (char *line = text; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        size_t length = strcspn(line, "\n");
        if (*line != '#' || !is_heading(line, length, hash + 1))
            continue;
        size_t mark = strspn(line, "# ");
        return print("Chapter %ld, \"%.*s\"", number,
                     (int)(length - mark), line + mark);
    }
    return NULL;
}

// ---- the story

static void add_cut(struct text *out, const char *line)
{
    size_t columns = 0, i;
    for (i = 0; line[i] && line[i] != '\n'; i++)
        columns += ((unsigned char)line[i] & 0xc0) != 0x80;
    if (columns <= 76)
        add(out, "%.*s\n", (int)i, line);
    else
        add(out, "%.73s...\n", line);
}

static void add_moment(struct text *out, const struct moment *moment,
                       bool steps)
{
    const char *when = !steps         ? print("%7.3f", moment->time)
                       : moment->step ? print("%7d", moment->step)
                                      : print("%7s", "");
    if (moment->apart) {
        add_cut(out, print("          -- %s --", moment->text));
        return;
    }
    const char *newline = strchr(moment->text, '\n');
    int first = newline ? (int)(newline - moment->text)
                        : (int)strlen(moment->text);
    const char *where = moment->file && moment->line
                            ? print("%s:%d", moment->file, moment->line)
                            : "";
    add_cut(out, print("  %s  %-10.10s  %-16s  %.*s", when,
                       moment->thread, where, first, moment->text));
    if (newline)
        add_cut(out, print("%*s  %s", 39, "", newline + 1));
}

// In exercise.conf two blanks stand between the inputs of two calls.
static const char *inputs_of(const char *run)
{
    struct text words = {0};
    add_bytes(&words, "", 0);
    for (const char *at = run; *at; at++) {
        bool next_call = at[0] == ' ' && at[1] == ' ';
        add_bytes(&words, next_call ? "," : at, 1);
    }
    return words.at;
}

static const char *words_of_run(struct session *session)
{
    const char *run = session->problem.run;
    const char *says = conf_get(&session->exercise.conf, "says");
    if (!run)
        return "What happened:";
    return print("What happened, with %s%s%s%s:", inputs_of(run),
                 says ? " (" : "", says ? says : "", says ? ")" : "");
}

static void add_story(struct text *out, struct session *session)
{
    const struct problem *problem = &session->problem;
    int n = problem->n_moments;
    add_wrapped(out, "", "", words_of_run(session));
    bool steps = steps_matter(session);
    add(out,
        "  %s  thread      where             what it did (* in its "
        "world)\n",
        steps ? "   step" : "seconds");
    for (int i = 0; i < n; i++) {
        // A line that says that one is left out is no shorter.
        if (n > STORY_ROWS + 1 && i == STORY_HEAD) {
            int left_out = n - STORY_ROWS;
            add(out, "           ... %d lines left out ...\n",
                left_out);
            i += left_out;
        }
        add_moment(out, &problem->story[i], steps);
    }
}

// ---- parts of the feedback

static void add_why(struct text *out, struct session *session)
{
    const char *why = session->problem.hint_why;
    const char *see = words_for(session, "see");
    if (!why)
        why = words_for(session, "why");
    if (why)
        add_wrapped(out, "Why:  ", "      ", why);
    const char *section = see ? section_name(see) : NULL;
    if (section)
        add(out, "      %s.\n", section);
    if (why || section)
        add(out, "\n");
}

static void add_commands(struct text *out, struct session *session)
{
    const char *name = session->exercise.name;
    if (session->problem.again)
        add(out, "See it again:  make replay E=%s\n", name);
    int hints = 0;
    while (conf_nth(&session->exercise.conf, "", "hint", hints))
        hints++;
    if (session->hints < hints)
        add(out, "Hint %d of %d:   make hint E=%s\n",
            session->hints + 1, hints, name);
}

static void add_checks(struct text *out, struct session *session)
{
    static const char *const marks[] = {"later", "ok",      "LOOK",
                                        "skip",  "not yet", "ERROR"};
    add(out, "\n%s, %s\n", session->exercise.name,
        session->exercise.shown);
    for (int i = 0; i < session->n_checks; i++) {
        const struct check *check = &session->checks[i];
        if (check->outcome == NOT_RUN && session->current >= check)
            continue; // this exercise has no such check
        add(out, "  %-8s %s", marks[check->outcome], check->title);
        if (check->said && check->outcome == PASS)
            add(out, " (%s)", check->said);
        add(out, "\n");
        if (check->said && check->outcome == SKIP)
            add_wrapped(out, "           ", "           ", check->said);
    }
}

static void add_problem(struct text *out, struct session *session)
{
    const struct problem *problem = &session->problem;
    add_wrapped(out, "", "", problem->headline);
    add(out, "\n");
    if (problem->lines && *problem->lines) {
        if (problem->run && !problem->n_moments)
            add(out, "With %s:\n", inputs_of(problem->run));
        for (const char *at = problem->lines; *at;
             at += strcspn(at, "\n") + (at[strcspn(at, "\n")] == '\n'))
            add_cut(out, at);
        add(out, "\n");
    }
    if (problem->n_moments) {
        add_story(out, session);
        add(out, "\n");
    }
    add_why(out, session);
    add_commands(out, session);
    add_checks(out, session);
    if (session->current->outcome == UNFINISHED)
        add(out, "What does not build counts as no attempt.\n");
}

static void add_error(struct text *out, struct session *session)
{
    add(out,
        "ERROR, and not your fault: this could not be checked.\n\n");
    if (session->current->said)
        add_wrapped(out, "  ", "  ", session->current->said);
    add(out, "\nIt costs you no attempt. `make doctor` says what this "
             "machine lacks.\nIf it lacks nothing, show this text to "
             "whoever gave you the exercise.\n");
    add_checks(out, session);
}

static void add_success(struct text *out, struct session *session)
{
    int skipped = 0;
    add(out, "%s: it holds. This is what was shown:\n\n",
        conf_get(&session->exercise.conf, "title"));
    for (int i = 0; i < session->n_checks; i++) {
        const struct check *check = &session->checks[i];
        skipped += check->outcome == SKIP;
        if (check->outcome == PASS && check->said)
            add_wrapped(out, print("  ok    %s: ", check->title),
                        "        ", check->said);
        else if (check->outcome == PASS)
            add(out, "  ok    %s\n", check->title);
        else if (check->outcome == SKIP)
            add_wrapped(out, print("  skip  %s: ", check->title),
                        "        ", check->said);
    }
    if (skipped)
        add(out, "\nWhat was skipped has not been shown; another "
                 "machine can (make doctor).\n");
    if (session->given_up)
        add(out, "\nWhat was given up has not been shown; try again "
                 "when this machine is\nless busy.\n");
    add(out, "\n");
    add_wrapped(out, "Harder:  ", "         ",
                conf_get(&session->exercise.conf, "harder"));
    add(out, "Next:    make exercise\n");
}

const char *feedback(struct session *session)
{
    struct text out = {0};
    enum outcome outcome = session->current->outcome;
    if (outcome == ERROR)
        add_error(&out, session);
    else if (outcome == FAIL || outcome == UNFINISHED)
        add_problem(&out, session);
    else
        add_success(&out, session);
    return out.at;
}
