// explore.c: what interleave finds out: every verdict comes with a
// schedule that shows it again.

#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "process.h"

#define ENDLESS "crash,deadlock,spin,misuse"
// Of 150 runs of an argument that is gone 28 showed something else first.
enum { OFTEN = 20 };

struct json *ask_interleave(struct session *session,
                            const char *arguments, const char **why_not)
{
    char *file = print("%s/found.json", session->exercise.build);
    struct run run = {.seconds = 300};
    char *command = next_word(&arguments);
    // On a busy machine a step can take seconds.
    run.arguments =
        words_of(print("%s %s --json %s --no-color --guard 60 %s",
                       interleave(), command, file, arguments));
    remove(file);
    if (!run_command(&run) || run.too_long) {
        *why_not = run.too_long
                       ? "interleave had not ended after five minutes"
                       : "interleave cannot be run";
        return NULL;
    }
    char *text = read_file(file);
    struct json *found = text ? parse_json(text) : NULL;
    if (!found)
        *why_not = run.said.length ? run.said.at
                                   : "interleave wrote no result";
    return found;
}

enum outcome needs_interleave(struct session *session)
{
    session->current->said =
        "this exercise needs interleave, which is for Linux";
    return ERROR;
}

enum outcome skip_without_interleave(struct session *session)
{
    session->current->said =
        "interleave is not there: it is for Linux (make doctor)";
    return SKIP;
}

const char *rest_of(const char *sentence)
{
    const char *colon = strstr(sentence, ": ");
    return colon ? colon + 2 : sentence;
}

const char *place_of(struct json *thread)
{
    const char *file = json_string(thread, "file");
    return file ? print(" at %s:%d", base_name(file),
                        (int)json_number(thread, "line", 0))
                : "";
}

bool same_place(struct json *a, struct json *b)
{
    return json_is(a, "kind", json_string(b, "kind")) &&
           json_number(a, "line", 0) == json_number(b, "line", 0);
}

static void deadlock(struct session *session, struct json *found)
{
    struct problem *problem = &session->problem;
    if (tell_sleepers(problem, found))
        return;
    problem->id = "deadlock";
    problem->headline = print("The program never ended: %s",
                              rest_of(json_string(found, "sentence")));
}

static void unjoined(struct session *session, struct json *found)
{
    struct problem *problem = &session->problem;
    problem->id = "unjoined";
    problem->headline =
        "The program ended, and a thread of it had never "
        "been joined.";
    struct json *events = json_member(found, "events");
    for (struct json *e = events ? events->first : NULL; e; e = e->next)
        if (json_is(e, "kind", "pthread_create") &&
            json_string(e, "file"))
            problem->headline = print("The program ended, and nobody "
                                      "had joined the thread made at "
                                      "%s:%d.",
                                      base_name(json_string(e, "file")),
                                      (int)json_number(e, "line", 0));
}

// What interleave says of a run that never ends, as a sentence.
static void goes_round(struct problem *problem)
{
    if (strstr(problem->headline, "only sleep and look") ||
        strstr(problem->headline, "with pauses"))
        problem->id = "polling";
    if (begins(problem->headline, "after "))
        problem->headline = print("A%s", problem->headline + 1);
}

// The call that fails again and again at the end of a run; NULL: there is
// none. In between the loop may look at something else.
static struct json *failing_call(struct json *found)
{
    enum { FEW = 8 };
    struct json *events = json_member(found, "events"), *last = NULL;
    int since[2] = {FEW, FEW};
    for (struct json *e = events ? events->first : NULL; e;
         e = e->next, since[0]++, since[1]++)
        if (json_has(e, "detail", "returns EINVAL")) {
            last = e;
            since[0] = since[1];
            since[1] = 0;
        }
    return since[0] <= FEW ? last : NULL;
}

// Somebody waits for a mutex that others give back and take again, or
// the answer for the end of a thread that goes on and on.
static void spin(struct session *session, struct json *found)
{
    struct problem *problem = &session->problem;
    struct json *failing = failing_call(found);
    if (failing) {
        problem->id = "invalid-time";
        problem->headline =
            print("A call%s fails again and again: it returns EINVAL.",
                  place_of(failing));
        return;
    }
    const char *answer = base_name(session->exercise.answer);
    goes_round(problem);
    struct json *threads = json_member(found, "threads");
    for (struct json *t = threads ? threads->first : NULL; t;
         t = t->next) {
        if (!json_has(t, "detail", " to end") ||
            !json_has(t, "file", answer))
            continue;
        problem->id = "goes-on";
        problem->headline = print(
            "%s %s%s, and %g s after the beginning that had not come.",
            json_string(t, "name"), json_string(t, "detail"),
            place_of(t), json_number(found, "time", 0));
        break;
    }
    for (struct json *t = threads ? threads->first : NULL; t;
         t = t->next) {
        if (!json_has(t, "detail", "waits for mutex"))
            continue;
        problem->id = "starved";
        problem->headline = print(
            "%s waits for a mutex%s, and %g s after the beginning it "
            "had still not got it.",
            json_string(t, "name"), place_of(t),
            json_number(found, "time", 0));
    }
}

// The program ended by itself, with another status than that of a check
// that holds.
static void ended(struct session *session, struct json *found)
{
    struct problem *problem = &session->problem;
    const char *said = json_string(found, "stderr");
    if (said && take_observed(problem, said))
        return;
    problem->id = "ended-early";
    problem->headline =
        "The program ended by itself, before the check was "
        "over.";
    if (said && *said)
        problem->headline =
            print("The program ended by itself, and said: %s",
                  copy_of(said, strcspn(said, "\n")));
}

// Which of the misuses it was: the section on waiting says which mutex
// it takes, that on arguments how long memory lives.
static const char *kind_of_misuse(const char *headline)
{
    static const struct {
        const char *words, *id;
    } kinds[] = {
        {"memory that", "memory-gone"},
        {"frees the memory of", "memory-gone"},
        {"the stack of", "memory-gone"},
        {"a local variable", "memory-gone"},
        {"was overwritten", "memory-gone"},
        {" joins a thread that was joined", "joined-twice"},
        {", which another thread joins", "joined-twice"},
        {" that nobody destroyed", "made-twice"},
        {" destroyed", "destroyed"},
        {"waits with ", "wait-mutex"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strstr(headline, kinds[i].words))
            return kinds[i].id;
    return "misuse";
}

// The event orders its own accesses, but for its beginning and its end.
static bool both_in_event(const char *headline)
{
    const char *first = strstr(headline, " at event."),
               *second = first ? strstr(first + 1, " at event.") : NULL;
    return second != NULL;
}

void problem_from(struct session *session, struct json *found,
                  const char *run)
{
    static const struct {
        const char *failure;
        void (*say)(struct session *session, struct json *found);
    } known[] = {{"deadlock", deadlock},
                 {"unjoined", unjoined},
                 {"spin", spin},
                 {"exit", ended}};
    struct problem *problem = &session->problem;
    const char *failure = json_string(found, "failure");

    problem->id = failure;
    problem->headline = rest_of(json_string(found, "sentence"));
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(failure, known[i].failure) == 0)
            known[i].say(session, found);
    if (strcmp(failure, "misuse") == 0)
        problem->id = kind_of_misuse(problem->headline);
    if (strcmp(failure, "race") == 0 && uses_word(session, "volatile"))
        problem->id = "race-volatile";
    else if (strcmp(failure, "race") == 0 &&
             both_in_event(problem->headline))
        problem->id = "race-event";
    if (strcmp(problem->id, "late-return") == 0 &&
        woke_nobody(session, found))
        problem->id = "late-return-lost";
    problem->run = run;
    problem->again = json_string(found, "replay");
    take_story(session, found);
}

bool judged(struct session *session, struct json *found,
            const char *why_not)
{
    const char *failure = found ? json_string(found, "failure") : NULL;
    if (failure && strcmp(failure, "hang") != 0 &&
        strcmp(failure, "nondeterminism") != 0)
        return true;
    session->current->said =
        print("interleave could not follow the program: %s",
              !found ? why_not
              : json_string(found, "sentence")
                  ? json_string(found, "sentence")
                  : failure);
    return false;
}

// AddressSanitizer may know why a program crashed. What was observed
// stays; its why comes from there.
static void ask_why(struct session *session, const char *run)
{
    struct problem *problem = &session->problem, seen = *problem;
    if (strcmp(seen.id, "crash") != 0)
        return;
    bool known = ask_sanitizer(session, run, OFTEN);
    struct problem why = *problem;
    *problem = seen;
    if (!known)
        return;
    problem->cause = why.id;
    problem->lines = print("The sanitizers say:\n  %s\n%s",
                           why.headline, why.lines ? why.lines : "");
}

// Look at one run under these options. Adds to *schedules.
static enum outcome look(struct session *session,
                         enum instrument instrument,
                         const char *options, const char *run,
                         double *schedules, bool *all)
{
    const char *why_not = NULL;
    struct json *found = ask_interleave(
        session,
        print("explore --status %d %s %s %s %s", passed_status(),
              options, session->programs[instrument],
              strstr(options, "--late") ? "late" : "", run),
        &why_not);
    // What hangs may have lost its way in memory that is not its own.
    if (found && json_is(found, "failure", "hang") &&
        ask_sanitizer(session, run, OFTEN))
        return FAIL;
    const char *short_guard = strstr(options, "--guard ");
    if (found && json_is(found, "failure", "hang") && short_guard)
        return look(session, instrument,
                    copy_of(options, (size_t)(short_guard - options)),
                    run, schedules, all);
    if (!judged(session, found, why_not))
        return ERROR;
    if (strcmp(json_string(found, "failure"), "none") != 0) {
        problem_from(session, found, run);
        ask_why(session, run);
        return FAIL;
    }
    *schedules += json_number(found, "schedules", 0);
    if (!json_number(found, "all", 0))
        *all = false;
    return PASS;
}

static enum outcome look_at_each(struct session *session,
                                 enum instrument instrument,
                                 const char *options, double *schedules,
                                 bool *all)
{
    const char *run;
    for (int i = 0;
         (run = conf_nth(&session->exercise.conf, "", "run", i)); i++) {
        enum outcome outcome =
            look(session, instrument, options, run, schedules, all);
        if (outcome != PASS)
            return outcome;
    }
    return PASS;
}

// Without interleave: on real threads, a few times. There is no
// schedule to show it again, so only what happens each time counts.
static enum outcome behaves_for_real(struct session *session)
{
    const char *real;
    const struct conf *conf = &session->exercise.conf;
    for (int i = 0; (real = conf_nth(conf, "", "real", i)); i++) {
        int bad = 0;
        struct run run;
        for (int tries = 0; tries < 3; tries++) {
            run = (struct run){
                .arguments = words_of(print(
                    "%s quick %s", session->programs[PLAIN], real)),
                .seconds = 20};
            if (!run_command(&run))
                return ERROR;
            bad += run.status != passed_status() &&
                   !(run.asleep && strcmp(run.asleep, "running") == 0);
        }
        if (bad < 3)
            continue;
        struct problem *problem = &session->problem;
        problem->run = real;
        problem->again =
            print("%s quick %s", session->programs[PLAIN], real);
        if (take_observed(problem, run.said.at))
            return FAIL;
        problem->id = run.too_long ? "never-ended" : "ended-early";
        problem->headline =
            run.too_long
                ? print("The program never ended: after 20 seconds all "
                        "of its threads were %s.",
                        run.asleep ? run.asleep : "still there")
                : "The program ended by itself, before the check was "
                  "over.";
        return FAIL;
    }
    session->current->said = "on real threads only, three times";
    return PASS;
}

// Look at one order. That a thread was never joined is told if nothing
// else is to be told of this run.
static enum outcome look_once(struct session *session, const char *run)
{
    // Ten times as many steps are tried before a run counts as endless,
    // which takes seconds.
    const char *options =
        print("-n 1 --no-memory --steps %d --fail-on " ENDLESS ",exit",
              MOST_STEPS);
    double schedules = 0;
    bool all;
    enum outcome outcome =
        look(session, by_interleave(),
             print("%s,unjoined --guard 15", options), run, &schedules,
             &all);
    struct problem seen = session->problem;
    if (outcome != FAIL || strcmp(seen.id, "unjoined") != 0)
        return outcome;
    session->problem = (struct problem){0};
    outcome =
        look(session, by_interleave(), print("%s --guard 15", options),
             run, &schedules, &all);
    if (outcome == PASS) {
        session->problem = seen;
        outcome = FAIL;
    }
    return outcome;
}

static enum outcome by_default(struct session *session, const char *key,
                               int *inputs)
{
    const char *run;
    enum outcome outcome = PASS;
    for (int i = 0;
         outcome == PASS &&
         (run = conf_nth(&session->exercise.conf, "", key, i));
         i++) {
        outcome = look_once(session, run);
        ++*inputs;
    }
    return outcome;
}

enum outcome behaves(struct session *session)
{
    int inputs = 0;
    if (!interleave())
        return behaves_for_real(session);
    enum outcome outcome = by_default(session, "run", &inputs);
    const char *once = conf_nth(&session->exercise.conf, "", "once", 0);
    if (outcome == PASS && once && !begins(once, "exact ") &&
        ask_sanitizer(session, once, 1))
        outcome = FAIL;
    if (outcome == PASS)
        outcome = by_default(session, "once", &inputs);
    if (outcome == PASS)
        session->current->said =
            print("with %d sets of inputs", inputs);
    return outcome;
}

// Every access to memory is looked at, so a few orders show what
// nothing orders.
enum outcome races(struct session *session)
{
    double schedules = 0;
    bool all;
    if (!interleave())
        return skip_without_interleave(session);
    if (!program_for(session, WATCHED)) {
        session->current->said =
            "`interleave cc` does not work here (make doctor)";
        return SKIP;
    }
    enum outcome outcome = look_at_each(
        session, WATCHED, "-n 8 --fail-on race,misuse,crash",
        &schedules, &all);
    if (outcome == PASS)
        session->current->said = print("%g orders tried", schedules);
    return outcome;
}

enum outcome every_order(struct session *session)
{
    double schedules = 0;
    bool all = true;
    const char *orders = conf_get(&session->exercise.conf, "orders");
    const char *late = conf_get(&session->exercise.conf, "late");
    if (!interleave())
        return skip_without_interleave(session);
    enum instrument instrument = by_interleave();
    // What holds so far is right in most orders; the rare ones are few.
    int n = orders ? atoi(orders) : 60;
    enum outcome outcome =
        look_at_each(session, instrument,
                     print("-n %d --fail-on all", n), &schedules, &all);
    if (outcome == PASS && !(late && strcmp(late, "no") == 0))
        outcome = look_at_each(
            session, instrument,
            print("-n %d --fail-on all --late --spurious", n * 2 / 3),
            &schedules, &all);
    // With clocks that hold: whoever wakes up for no reason waits on,
    // until the same time.
    if (outcome == PASS)
        outcome =
            look_at_each(session, instrument,
                         print("-n %d --fail-on all --spurious", n / 3),
                         &schedules, &all);
    if (outcome == PASS)
        session->current->said = print("%g orders tried%s", schedules,
                                       all ? ", which are all" : "");
    return outcome;
}
