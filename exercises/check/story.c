// story.c: takes from interleave's result what a reader of the answer
// wants to see: the lines of the answer, what the world did, who
// waited.

#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

const char *source_line(const char *file, int line)
{
    char *text = read_file(file);
    while (text && --line > 0) {
        text = strchr(text, '\n');
        text += text != NULL;
    }
    if (!text)
        return "";
    text += strspn(text, " \t");
    return copy_of(text, strcspn(text, "\r\n"));
}

const char *quoted_line(const char *file, int line)
{
    return print("  %s:%d   %s\n", base_name(file), line,
                 source_line(file, line));
}

static struct moment *new_moment(struct problem *problem)
{
    problem->story =
        realloc(problem->story, (size_t)(problem->n_moments + 1) *
                                    sizeof *problem->story);
    if (!problem->story)
        abort();
    struct moment *moment = &problem->story[problem->n_moments++];
    *moment = (struct moment){0};
    return moment;
}

static const char *name_of(struct json *found, double number)
{
    struct json *threads = json_member(found, "threads");
    for (struct json *t = threads ? threads->first : NULL; t;
         t = t->next)
        if (json_number(t, "number", -1) == number)
            return json_string(t, "name");
    return "?";
}

// Which deviations from the default schedule stand before this step.
static void tell_deviations(struct problem *problem, struct json *found,
                            double after, double until)
{
    struct json *list = json_member(found, "deviations");
    for (struct json *d = list ? list->first : NULL; d; d = d->next) {
        double step = json_number(d, "step", 0);
        if (step <= after || step > until)
            continue;
        const char *how = json_string(d, "how");
        const char *name = name_of(found, json_number(d, "thread", 0));
        struct moment *moment = new_moment(problem);
        moment->apart = true;
        if (strcmp(how, "spurious") == 0)
            moment->text = print(
                "%s wakes up for no reason, as POSIX allows", name);
        else if (strcmp(how, "late") == 0)
            moment->text = print("here the time of %s is up", name);
        else
            moment->text =
                print("here the machine lets %s go on", name);
    }
}

// Of the book's event a reader needs the call, not what it does inside.
static bool is_in_event(struct json *event)
{
    const char *file = json_string(event, "file");
    return file && json_string(event, "function") &&
           (strcmp(base_name(file), "event.c") == 0 ||
            strcmp(base_name(file), "event.h") == 0);
}

static const char *what(struct json *event)
{
    const char *statement = json_string(event, "statement");
    const char *detail = json_string(event, "detail");
    if (is_in_event(event)) {
        // What it calls inside has names that a reader does not know.
        const char *call = json_string(event, "function");
        statement = begins(call, "event_") ? print("%s()", call)
                                           : "(inside the event)";
        // The event keeps the news: no wakeup of its own is lost.
        if (json_has(event, "detail", "wakes nobody"))
            detail = NULL;
    }
    const char *printed = json_string(event, "text");
    if (printed)
        return print("*%.*s", (int)strcspn(printed, "\n"), printed);
    if (detail && statement &&
        !(json_number(event, "waits", 0) && strstr(statement, detail)))
        return print("%s\n%s", statement, detail);
    if (json_number(event, "timeout", 0))
        return print("%s\nits time is up", statement ? statement : "");
    if (statement || detail)
        return statement ? statement : detail;
    return strcmp(json_string(event, "kind"), "start") == 0 ? "starts"
                                                            : "ends";
}

// What the world told begins with the line of the answer that called
// it.
static void take_line(struct moment *moment, const char *answer)
{
    int line = 0, length = 0;
    if (moment->file && strcmp(moment->file, answer) == 0) {
        moment->text = print("prints \"%s\"", moment->text + 1);
        return;
    }
    moment->line = 0;
    if (sscanf(moment->text, "*line %d: %n", &line, &length) < 1 ||
        !length)
        return;
    moment->file = answer;
    moment->line = line;
    moment->text = print("*%s", moment->text + length);
}

static bool worth_telling(struct json *event, const char *answer,
                          bool all)
{
    const char *file = json_string(event, "file");
    const char *kind = json_string(event, "kind");
    const char *detail = json_string(event, "detail");
    const char *text = json_string(event, "text");
    if (kind && strcmp(kind, "prints") == 0)
        return text && !begins(text, "observed ");
    if (!file)
        return kind && (strcmp(kind, "start") == 0 ||
                        strcmp(kind, "thread ends") == 0);
    // An unlock that wakes nobody is seldom news.
    if (strcmp(base_name(file), answer) == 0)
        return all || detail ||
               strcmp(kind, "pthread_mutex_unlock") != 0;
    return is_in_event(event) && detail &&
           (strstr(detail, "wakes ") || strstr(detail, "(the race)"));
}

bool steps_matter(struct session *session)
{
    return strcmp(conf_get(&session->exercise.conf, "kind"), "break") ==
           0;
}

// What a loop does again and again is told twice, and then its last time.
static bool told_twice(const struct problem *problem,
                       const struct moment *moment)
{
    size_t n = problem->n_moments;
    if (n < 2)
        return false;
    for (size_t i = n - 2; i < n; i++) {
        const struct moment *told = &problem->story[i];
        if (told->apart || told->line != moment->line ||
            strcmp(told->thread, moment->thread) != 0 ||
            strcmp(told->text, moment->text) != 0)
            return false;
    }
    return true;
}

void take_story(struct session *session, struct json *found)
{
    struct problem *problem = &session->problem;
    const char *answer = base_name(session->exercise.answer);
    struct json *events = json_member(found, "events");
    double told = 0;
    for (struct json *e = events ? events->first : NULL; e;
         e = e->next) {
        double step = json_number(e, "step", 0);
        tell_deviations(problem, found, told, step);
        told = step;
        if (!worth_telling(e, answer, steps_matter(session)))
            continue;
        const char *file = json_string(e, "file");
        struct moment moment = {
            .time = json_number(e, "time", 0),
            .thread = name_of(found, json_number(e, "thread", 0)),
            .file = file ? base_name(file) : NULL,
            .line = (int)json_number(e, "line", 0),
            // To begin to wait is none; what led there was one, perhaps.
            .step = json_number(e, "waits", 0) ? 0 : (int)step,
            .text = what(e),
        };
        if (json_string(e, "text"))
            take_line(&moment, answer);
        else if (*moment.text == '*') // a statement, not the world
            moment.text = print(" %s", moment.text);
        struct moment *before =
            problem->n_moments ? &problem->story[problem->n_moments - 1]
                               : NULL;
        // One statement can be several events; the last says most.
        if ((before && !before->apart && before->line == moment.line &&
             before->line && *moment.text != '*' &&
             strcmp(before->thread, moment.thread) == 0 &&
             begins(moment.text, before->text)) ||
            told_twice(problem, &moment)) {
            if (!moment.step)
                moment.step = before->step;
            *before = moment;
        } else {
            *new_moment(problem) = moment;
        }
    }
}
