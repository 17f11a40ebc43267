// idles.c: whether an answer sleeps while there is nothing to do. Polling
// shows as steps that grow with that time. Both runs do the same work; the
// second has more idle time.

#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

enum {
    MOST_LINES = 100,    // of an answer, that are told apart
    MOST_STEPS_EACH = 40 // for each thing that happens in the world
};

struct idle {
    struct json *events;
    double steps, time, polled;
    int told; // things that happened in the world
};

static const char *replay_of(struct session *session, const char *run)
{
    return print("replay --steps %d --status %d - %s %s", MOST_STEPS,
                 passed_status(), session->programs[by_interleave()],
                 run);
}

static enum outcome run_idle(struct session *session, const char *run,
                             struct idle *idle)
{
    const char *why_not = NULL;
    struct json *found =
        ask_interleave(session, replay_of(session, run), &why_not);
    if (!judged(session, found, why_not))
        return ERROR;
    // What the harness saw, it saw on this schedule.
    if (json_is(found, "failure", "exit")) {
        problem_from(session, found, run);
        session->problem.again =
            print("interleave %s", replay_of(session, run));
        return FAIL;
    }
    idle->events = json_member(found, "events");
    idle->steps = json_number(found, "steps", 0);
    idle->time = json_number(found, "time", 0);
    idle->polled = json_number(found, "polled", 0);
    idle->told = 0;
    for (struct json *e = idle->events ? idle->events->first : NULL; e;
         e = e->next)
        idle->told += json_string(e, "text") != NULL;
    return PASS;
}

// How often a thread was at a line of the answer, more often than in
// another run.
struct visits {
    struct json *event;
    double times;
};

static void count_visits(struct visits *lines, int *n,
                         struct json *events, const char *answer,
                         bool waits, double by)
{
    for (struct json *e = events ? events->first : NULL; e;
         e = e->next) {
        int i = 0;
        if (!json_has(e, "file", answer) ||
            (waits && !json_number(e, "waits", 0)))
            continue;
        while (i < *n && !(same_place(lines[i].event, e) &&
                           json_number(lines[i].event, "thread", 0) ==
                               json_number(e, "thread", 0)))
            i++;
        if (i == MOST_LINES)
            continue;
        if (i == *n)
            lines[(*n)++] = (struct visits){e, 0};
        lines[i].times += by;
    }
}

// Where one thread was most often more; `waits`: of its waits only.
static struct visits most_visits(const struct idle *less,
                                 const struct idle *more,
                                 const char *answer, bool waits)
{
    struct visits lines[MOST_LINES], most = {NULL, 0};
    int n = 0;
    count_visits(lines, &n, more->events, answer, waits, 1);
    count_visits(lines, &n, less->events, answer, waits, -1);
    for (int i = 0; i < n; i++)
        if (lines[i].times > most.times ||
            (lines[i].times == most.times && most.event &&
             json_is(lines[i].event, "kind", "sched_yield")))
            most = lines[i];
    return most;
}

// Where it woke: the student's line at which it waits most often more.
static void polling(struct session *session, const struct idle *less,
                    const struct idle *more, const char *run)
{
    struct problem *problem = &session->problem;
    const char *answer = base_name(session->exercise.answer);
    struct visits most = most_visits(less, more, answer, true);
    problem->id = "polling";
    problem->run = run;
    problem->again = print("interleave %s", replay_of(session, run));
    problem->headline =
        print("While there was nothing to do for %g s, the program "
              "woke up again and again: %g steps.",
              more->time - less->time, more->steps - less->steps);
    if (!most.event)
        return;
    int line = (int)json_number(most.event, "line", 0);
    problem->headline =
        print("While there was nothing to do for %g s, a thread woke "
              "up %g times at %s:%d.",
              more->time - less->time, most.times, answer, line);
    problem->lines = quoted_line(session->exercise.answer, line);
}

// A thread that asks in a loop, without a call, takes no steps: each
// time that it is interrupted tells of it.
static struct json *computes_in(struct json *events, const char *answer,
                                struct json *like)
{
    for (struct json *e = events ? events->first : NULL; e; e = e->next)
        if (json_is(e, "kind", "computes") &&
            json_has(e, "file", answer) &&
            (!like ||
             json_number(e, "line", 0) == json_number(like, "line", 0)))
            return e;
    return NULL;
}

static enum outcome busy(struct session *session, struct json *at,
                         const char *run)
{
    struct problem *problem = &session->problem;
    int line = (int)json_number(at, "line", 0);
    problem->id = "busy";
    problem->run = run;
    problem->again = print("interleave %s", replay_of(session, run));
    problem->headline =
        print("While there was nothing to do, a thread "
              "asked again and again, without a pause, "
              "at %s:%d.",
              base_name(session->exercise.answer), line);
    problem->lines = quoted_line(session->exercise.answer, line);
    return FAIL;
}

enum outcome idles(struct session *session)
{
    const struct conf *conf = &session->exercise.conf;
    const char *short_run = conf_nth(conf, "", "idle", 0);
    const char *long_run = conf_nth(conf, "", "idle", 1);
    const char *limit = conf_get(conf, "idle steps");
    struct idle less, more;
    if (!short_run || !long_run)
        return NOT_RUN;
    if (!interleave())
        return skip_without_interleave(session);
    enum outcome outcome = run_idle(session, short_run, &less);
    if (outcome == PASS)
        outcome = run_idle(session, long_run, &more);
    if (outcome != PASS)
        return outcome;
    // In both runs: once may be the machine's doing.
    const char *answer = base_name(session->exercise.answer);
    struct json *at = computes_in(more.events, answer, NULL);
    if (at && computes_in(less.events, answer, at))
        return busy(session, at, long_run);
    const struct idle none = {0};
    if (less.polled > 0 && more.polled > 0) {
        at = most_visits(&none, &more, answer, false).event;
        if (at)
            return busy(session, at, long_run);
    }
    double steps = more.steps - less.steps;
    bool cut_off = more.steps >= MOST_STEPS;
    // A pause of its own is no polling; many for each thing done are.
    if (more.told != less.told && !cut_off &&
        steps <=
            MOST_STEPS_EACH * fabs((double)more.told - less.told)) {
        session->current->said = "it keeps a time of its own";
        return PASS;
    }
    if (cut_off || steps > (limit ? strtod(limit, NULL) : 4)) {
        bool both = less.steps >= MOST_STEPS;
        polling(session, both ? &none : &less, &more, long_run);
        return FAIL;
    }
    if (more.time > less.time)
        session->current->said =
            print("%g steps in %g s with nothing to do", fmax(steps, 0),
                  more.time - less.time);
    return PASS;
}
