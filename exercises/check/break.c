// break.c: the student is the scheduler. The answer is a schedule; the
// program is given, and must fail on it as the exercise wants.

#define _POSIX_C_SOURCE 200809L
#include <ctype.h>
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

// Return the schedule as interleave takes it; NULL if a word of it is
// none, which *word then names.
static const char *read_schedule(const char *text, const char **word)
{
    struct text schedule = {0};
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
            *word = each;
            if (!is_deviation(each))
                return NULL;
            add(&schedule, "%s%s", schedule.length ? "," : "", each);
        }
    }
    return schedule.length ? schedule.at : "-";
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
    const char *why_not, *said, *word = "",
                                *text = read_file(exercise->answer);
    const char *source = conf_get(&exercise->conf, "program");
    const char *wanted = conf_get(&exercise->conf, "wanted");
    if (!interleave())
        return needs_interleave(session);
    const char *schedule = read_schedule(text, &word);
    if (!schedule)
        return problem(session, "unreadable",
                       print("`%s` is no deviation.", word));
    const char *program = build_given(
        session, print("%s/%s", exercise->folder, source), &said);
    if (!program)
        checker_fault("%s does not compile:\n%s", source, said);
    struct json *found = ask_interleave(
        session, print("replay %s %s", schedule, program), &why_not);
    const char *failure = found ? json_string(found, "failure") : NULL;
    session->problem.again =
        print("interleave replay %s %s", schedule, program);
    if (!failure || strcmp(failure, "nondeterminism") == 0) {
        found = ask_interleave(session, print("replay - %s", program),
                               &why_not);
        return problem(
            session, "does-not-fit",
            print("The schedule %s does not fit the program: steps "
                  "count from 1, and without deviations there are %g.",
                  schedule,
                  found ? json_number(found, "steps", 0) : 0));
    }
    // The story is that of the program, not of the student's file.
    exercise->answer = print("%s/%s", exercise->folder, source);
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
