// measure.c: the student fills in a table; each number is compared with
// a run of the program that the row names.

#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "check.h"
#include "process.h"

struct row {
    const char *name, *word;
    double lines, seconds;
};

static enum outcome problem(struct session *session,
                            enum outcome outcome, const char *id,
                            const char *headline)
{
    session->problem.id = id;
    session->problem.headline = headline;
    return outcome;
}

static bool read_number(const char *word, double *number)
{
    char *end;
    if (!word || !*word)
        return false;
    *number = strtod(word, &end);
    return isfinite(*number) && (!*end || strcmp(end, "s") == 0);
}

// Find the row of that name in the table. Returns its line, or NULL; in
// *n, unless that is NULL, how many there are.
static char *find_row(const char *text, const char *name, int *n)
{
    char *found = NULL;
    int rows = 0;
    while (*text) {
        size_t length = strcspn(text, "\r\n");
        char *line = copy_of(text, length);
        const char *rest = line;
        char *first = next_word(&rest);
        if (first && strcmp(first, name) == 0)
            found = rows++ ? found : line;
        text += length + (text[length] != '\0');
    }
    if (n)
        *n = rows;
    return found;
}

static bool read_row(const char *line, struct row *row)
{
    const char *rest = line;
    char *words[8];
    for (int i = 0; i < 8; i++)
        words[i] = next_word(&rest);
    row->name = words[0];
    row->word = words[6];
    return words[6] && !words[7] && strcmp(words[1], "lines") == 0 &&
           read_number(words[2], &row->lines) &&
           strcmp(words[3], "seconds") == 0 &&
           read_number(words[4], &row->seconds) &&
           strcmp(words[5], "ends") == 0;
}

enum outcome filled_in(struct session *session)
{
    const struct conf *conf = &session->exercise.conf;
    const char *text = read_file(session->exercise.answer), *name;
    for (int i = 0; (name = conf_nth(conf, "", "row", i)); i++) {
        struct row row;
        int rows;
        char *line = find_row(text, name, &rows);
        if (rows > 1)
            return problem(
                session, UNFINISHED, "row",
                print("There are %d rows of %s.", rows, name));
        if (line && strchr(line, '?'))
            return problem(
                session, UNFINISHED, "empty",
                print("The row of %s is not filled in yet.", name));
        if (!line || !read_row(line, &row))
            return problem(
                session, UNFINISHED, "row",
                print("%s `%s lines N seconds N ends WORD`.",
                      line ? "A row does not read" : "There is no row",
                      name));
    }
    return PASS;
}

// The program of a row, with the change that the exercise makes to it.
static const char *changed_source(struct session *session,
                                  const char *name)
{
    const struct conf *conf = &session->exercise.conf;
    const char *old = conf_get(conf, "replace"),
               *new = conf_get(conf, "by");
    const char *path =
        print("%s/%s.c", conf_get(conf, "programs"), name);
    const char *text = read_file(path);
    const char *at = text && old && new ? strstr(text, old) : NULL;
    const char *copy = print("%s/%s.c", session->exercise.build, name);
    if (!at || strstr(at + 1, old))
        checker_fault("%s: `%s` has to stand there once", path,
                      old ? old : "replace");
    if (!write_file(copy, print("%.*s%s%s", (int)(at - text), text, new,
                                at + strlen(old))))
        checker_fault("%s cannot be written", copy);
    return copy;
}

// The word behind these words, without the full stop; "" if there is
// none.
static const char *word_behind(const char *output, const char *words)
{
    const char *at = strstr(output, words);
    at = at ? at + strlen(words) : "";
    at += strspn(at, " ");
    return copy_of(at, strcspn(at, ".\n "));
}

// Run the program of a row on the default schedule; what is counted,
// and behind which words the seconds stand, the exercise says.
static struct row measure(struct session *session, const char *name,
                          const char **output)
{
    const struct conf *conf = &session->exercise.conf;
    const char *said, *counted = conf_get(conf, "lines");
    const char *before = conf_get(conf, "seconds");
    const char *program =
        build_given(session, changed_source(session, name), &said);
    if (!program)
        checker_fault("%s does not compile:\n%s", name, said);
    struct run run = {
        .arguments = words_of(print("%s %s", interleave(), program))};
    if (!run_command(&run) || run.status != 0)
        checker_fault("%s did not run to its end", name);
    struct row row = {.name = name};
    for (const char *at = run.said.at; (at = strstr(at, counted)); at++)
        row.lines++;
    const char *at = strstr(run.said.at, before);
    row.seconds = at ? strtod(at + strlen(before), NULL) : NAN;
    row.word = word_behind(run.said.at, conf_get(conf, "word"));
    *output = run.said.at;
    session->problem.again = print("interleave %s", program);
    return row;
}

static const char *indented(const char *output)
{
    struct text lines = {0};
    for (; *output; output += strcspn(output, "\n") + 1)
        add(&lines, "  %.*s\n", (int)strcspn(output, "\n"), output);
    return lines.at;
}

// A capital letter, a full stop and the marks of code are forgiven.
static bool same_word(const char *said, const char *is)
{
    size_t length = strlen(is);
    said += strspn(said, "`");
    const char *rest = said + length;
    return strncasecmp(said, is, length) == 0 &&
           !rest[strspn(rest, "`.")];
}

enum outcome measured(struct session *session)
{
    const struct conf *conf = &session->exercise.conf;
    const char *text = read_file(session->exercise.answer), *name;
    int rows = 0;
    if (!interleave())
        return needs_interleave(session);
    for (; (name = conf_nth(conf, "", "row", rows)); rows++) {
        struct row said, is;
        const char *output;
        read_row(find_row(text, name, NULL), &said);
        is = measure(session, name, &output);
        session->problem.lines = indented(output);
        if (said.lines != is.lines)
            return problem(
                session, FAIL, "lines",
                print("%s printed %g line%s `%s`; the table says %g.",
                      name, is.lines, is.lines == 1 ? "" : "s",
                      conf_get(conf, "lines"), said.lines));
        if (!same_word(said.word, is.word))
            return problem(session, FAIL, "word",
                           print("%s ended %s; the table says `%s`.",
                                 name, is.word, said.word));
        if (!(fabs(said.seconds - is.seconds) <= 0.049))
            return problem(
                session, FAIL, "seconds",
                print("The stop of %s took %g s; the table says %g.",
                      name, is.seconds, said.seconds));
    }
    session->current->said = print("%d programs, each run", rows);
    return PASS;
}
