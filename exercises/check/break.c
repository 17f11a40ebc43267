// break.c: the student is the scheduler. The answer is a schedule; the
// program is given, and must fail on it as the exercise wants.

#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>

#include "check.h"

static bool is_deviation(const char *word)
{
    size_t step = strspn(word, "0123456789");
    if (!step || word[step] != ':')
        return false;
    const char *thread = word + step + 1;
    size_t digits = strspn(thread, "0123456789");
    const char *how = thread + digits;
    return digits &&
           (!*how || strcmp(how, "l") == 0 || strcmp(how, "s") == 0);
}

enum { MOST_DEVIATIONS = 1000 };

struct deviations {
    const char *words[MOST_DEVIATIONS];
    int n;
};

static int by_step(const void *a, const void *b)
{
    long one = atol(*(char *const *)a), other = atol(*(char *const *)b);
    return (one > other) - (one < other);
}

// Read the deviations of a file, in the order of their steps. Returns
// the first word that is none, or one too many, else NULL.
static const char *read_deviations(const char *text,
                                   struct deviations *deviations)
{
    while (*text) {
        size_t length = strcspn(text, "\n");
        char *line = copy_of(text, length), *each;
        text += length + (text[length] == '\n');
        for (char *c = line; *c; c++)
            if (*c == ',' || *c == '\r')
                *c = ' ';
        const char *rest = line;
        if (line[strspn(line, " \t")] == '#')
            continue;
        while ((each = next_word(&rest))) {
            if (strcmp(each, "-") == 0)
                continue;
            if (!is_deviation(each) || deviations->n == MOST_DEVIATIONS)
                return each;
            deviations->words[deviations->n++] = each;
        }
    }
    qsort(deviations->words, (size_t)deviations->n,
          sizeof *deviations->words, by_step);
    return NULL;
}

// As interleave takes it.
static const char *schedule_of(const struct deviations *deviations)
{
    struct text schedule = {0};
    for (int i = 0; i < deviations->n; i++)
        add(&schedule, "%s%s", i ? "," : "", deviations->words[i]);
    return schedule.length ? schedule.at : "-";
}

// A step at which there are two deviations; 0: there is none.
static long step_of_two(const struct deviations *deviations)
{
    for (int i = 1; i < deviations->n; i++)
        if (by_step(&deviations->words[i - 1], &deviations->words[i]) ==
            0)
            return atol(deviations->words[i]);
    return 0;
}

// What interleave could not do, such as: step 8: 1 at_home cannot go on
// there in this run.
static const char *misfit(struct json *found)
{
    const char *sentence =
        found ? json_string(found, "sentence") : NULL;
    if (!sentence)
        return "interleave cannot read it.";
    const char *what = rest_of(sentence), *end = strstr(what, ". ");
    return end ? copy_of(what, (size_t)(end + 1 - what)) : what;
}

static enum outcome problem(struct session *session, const char *id,
                            const char *headline)
{
    session->problem.id = id;
    session->problem.headline = headline;
    return FAIL;
}

enum outcome breaks(struct session *session)
{
    struct exercise *exercise = &session->exercise;
    struct deviations deviations = {.n = 0};
    const char *why_not, *said;
    const char *source = conf_get(&exercise->conf, "program");
    const char *wanted = conf_get(&exercise->conf, "wanted");
    if (!interleave())
        return needs_interleave(session);
    const char *word =
        read_deviations(read_file(exercise->answer), &deviations);
    if (word)
        return problem(session, "unreadable",
                       print("`%s` is no deviation.", word));
    if (deviations.n && atol(deviations.words[0]) == 0)
        return problem(
            session, "unreadable",
            print("`%s` names step 0, but steps count from 1.",
                  deviations.words[0]));
    long twice = step_of_two(&deviations);
    if (twice)
        return problem(session, "unreadable",
                       print("Step %ld has two deviations.", twice));
    const char *schedule = schedule_of(&deviations);
    const char *program = build_given(
        session, print("%s/%s", exercise->folder, source), &said);
    if (!program)
        checker_fault("%s does not compile:\n%s", source, said);
    struct json *found = ask_interleave(
        session, print("replay %s %s", schedule, program), &why_not);
    const char *failure = found ? json_string(found, "failure") : NULL;
    session->problem.again =
        print("interleave replay %s %s", schedule, program);
    // The story is that of the program, not of the student's file.
    exercise->answer = print("%s/%s", exercise->folder, source);
    if (!failure || strcmp(failure, "nondeterminism") == 0) {
        if (found)
            take_story(session, found);
        return problem(
            session, "does-not-fit",
            print("The schedule %s does not fit the program: %s",
                  schedule, misfit(found)));
    }
    if (strcmp(failure, wanted) != 0) {
        take_story(session, found);
        return problem(
            session, "holds",
            print("With the schedule %s the program ran to its end.",
                  schedule));
    }
    session->current->said =
        print("%s: %s", schedule, json_string(found, "sentence"));
    return PASS;
}
