// catch.c: the answer is a test program. It is linked with one version
// of a module after the other. Those that keep the module's contract
// must pass on every schedule that is tried; each of the others must be
// told from them on one of these: by an exit status, an assert or
// abort(), threads that wait for ever, or a race.

#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>

#include "check.h"

// Not unjoined: a test has to see for itself that a thread still runs.
#define TOLD_BY "--brief --fail-on crash,deadlock,spin,misuse,exit,race"
#define AT_ONCE "-n 12 --steps 20000"

// A version, and what was found out about it.
struct version {
    const char *name, *program;
    struct json *found; // by the last search
    bool told;
    double schedules;
};

static const char *setting(struct session *session, const char *key)
{
    return conf_get(&session->exercise.conf, key);
}

// "an event": what the versions are versions of.
static const char *one(struct session *session)
{
    const char *module = setting(session, "module");
    return print("%s %s", strchr("aeiou", *module) ? "an" : "a",
                 module);
}

static const char *words_for(const struct version *version)
{
    return print("the version %s", version->name);
}

static struct version version_named(struct session *session,
                                    const char *name)
{
    struct version version = {.name = name};
    const char *said;
    version.program = build_version(session, name, &said);
    if (!version.program)
        checker_fault("the version %s does not build:\n%s", name, said);
    return version;
}

static int orders(struct session *session)
{
    const char *orders = setting(session, "orders");
    return orders ? atoi(orders) : 60;
}

// Run the version under these options. False if interleave could not
// judge; *ends: whether the test came to its end in one schedule.
static bool look(struct session *session, struct version *version,
                 const char *options, bool *ends)
{
    const char *why_not = NULL;
    struct json *found = ask_interleave(
        session, print("explore %s %s", options, version->program),
        &why_not);
    if (!judged(session, found, why_not))
        return false;
    *ends |= json_number(found, "cut_off", 0) <
             json_number(found, "schedules", 0);
    version->found = found;
    version->schedules += json_number(found, "schedules", 0);
    version->told = strcmp(json_string(found, "failure"), "none") != 0;
    return true;
}

// Search the schedules of that version for one that fails. A test may go
// on for long, once it knows.
static bool search(struct session *session, struct version *version,
                   const char *how)
{
    int n = orders(session);
    const char *options[] = {
        print("-n %d --steps 20000 %s", n, how),
        print("-n %d --steps 20000 --spurious %s", n * 2 / 3, how),
        print("-n 1 --steps 2000000 %s", how)};
    bool ends = false;
    for (int i = 0; i < 3 - ends && !version->told; i++)
        if (!look(session, version, options[i], &ends))
            return false;
    return true;
}

// ---- versions that keep the contract

// What the test said of it, from the name of its file on.
static const char *accusation(struct session *session, const char *said,
                              const char *nothing)
{
    const char *file = base_name(session->exercise.answer);
    const char *at = said ? strstr(said, file) : NULL;
    if (!at)
        at = said && *said ? said : nothing;
    return copy_of(at, strcspn(at, "\n"));
}

static void say_accused(struct session *session, struct json *found)
{
    const char *nothing = json_is(found, "failure", "exit")
                              ? "its exit status was not 0."
                              : "it called abort().";
    session->problem.id = "accused";
    session->problem.headline = print(
        "Your test accuses %s that keeps its contract: %s",
        one(session),
        accusation(session, json_string(found, "stderr"), nothing));
}

static void say_hangs(struct session *session, const char *how)
{
    session->problem.id = "test-hangs";
    session->problem.headline = print(
        "With %s that keeps its contract, your test never ended: %s",
        one(session), how);
}

// Whether a line begins as those of the C library do before it calls
// abort() itself.
static bool heap_is_broken(const char *said)
{
    static const char *const words[] = {"free(): ",
                                        "malloc(): ",
                                        "realloc(): ",
                                        "calloc(): ",
                                        "munmap_chunk(): ",
                                        "malloc_consolidate(): ",
                                        "double free",
                                        "corrupted size",
                                        "corrupted double",
                                        "Fatal glibc error",
                                        "*** "};
    for (const char *line = said; line && *line;) {
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (begins(line, words[i]))
                return true;
        line = strchr(line, '\n');
        line += line != NULL;
    }
    return false;
}

// An assert and abort() end by SIGABRT; other crashes are told as such.
static bool accuses(struct json *found)
{
    return json_is(found, "failure", "exit") ||
           (json_is(found, "failure", "crash") &&
            (json_has(found, "stderr", "Assertion") ||
             (json_has(found, "sentence", "SIGABRT") &&
              !heap_is_broken(json_string(found, "stderr")))));
}

static enum outcome refuse(struct session *session,
                           const struct version *version)
{
    struct json *found = version->found;
    const char *failure = json_string(found, "failure");
    const char *sentence = json_string(found, "sentence");
    problem_from(session, found, words_for(version));
    if (accuses(found))
        say_accused(session, found);
    else if (strcmp(failure, "deadlock") == 0)
        say_hangs(session, rest_of(sentence));
    else if (strcmp(failure, "spin") == 0)
        say_hangs(session,
                  "its threads asked again and again, and nothing "
                  "changed.");
    else
        session->problem.headline =
            print("With %s that keeps its contract: %s", one(session),
                  session->problem.headline);
    return FAIL;
}

enum outcome accepts(struct session *session)
{
    const struct conf *conf = &session->exercise.conf;
    const char *name;
    double schedules = 0;
    int n = 0;
    if (!interleave())
        return needs_interleave(session);
    for (; (name = conf_nth(conf, "", "right", n)); n++) {
        struct version version = version_named(session, name);
        if (!search(session, &version, "--fail-on all"))
            return ERROR;
        if (version.told)
            return refuse(session, &version);
        schedules += version.schedules;
    }
    session->current->said =
        print("%d versions, %g orders", n, schedules);
    return PASS;
}

// ---- the others

// Run it once, on the default schedule.
static struct json *run_once(struct session *session,
                             const struct version *version)
{
    const char *why_not;
    return ask_interleave(
        session, print("replay - %s", version->program), &why_not);
}

// What the test itself printed.
static const char *printed(struct session *session, struct json *found)
{
    const char *answer = base_name(session->exercise.answer);
    struct json *events = json_member(found, "events");
    struct text lines = {0};
    add_bytes(&lines, "", 0);
    for (struct json *e = events ? events->first : NULL; e; e = e->next)
        if (json_is(e, "kind", "prints") && json_string(e, "file") &&
            strcmp(base_name(json_string(e, "file")), answer) == 0)
            add(&lines, "%s", json_string(e, "text"));
    return lines.at;
}

// A test may find the fault, say so, and end as if all were well.
static bool prints_otherwise(struct session *session,
                             struct json *found)
{
    const char *right =
        conf_nth(&session->exercise.conf, "", "right", 0);
    struct version version = version_named(session, right);
    struct json *good = run_once(session, &version);
    return found && good &&
           strcmp(printed(session, found), printed(session, good)) != 0;
}

// The run is told as well: a test that is content with it does too
// little.
static enum outcome let_pass(struct session *session,
                             const struct version *version, int told,
                             int all)
{
    struct problem *problem = &session->problem;
    const char *does =
        conf_nth(&session->exercise.conf, version->name, "does", 0);
    problem->id = version->name;
    problem->headline =
        print("Your test lets %s pass, and %s.", one(session), does);
    struct json *found = run_once(session, version);
    problem->lines = print(
        "%s  Your test tells at least %d of %d wrong versions from the "
        "right ones.\n",
        prints_otherwise(session, found)
            ? "  It printed other lines than with a right one, and "
              "ended with status 0\n  all the same. Only the status "
              "counts: 0 says that all was as promised.\n"
            : "  It ended with status 0, which says that all was as "
              "promised.\n",
        told, all);
    problem->run = words_for(version);
    if (found)
        take_story(session, found);
    problem->again = print("interleave replay - %s", version->program);
    return FAIL;
}

// Whether this version can be judged with the instruments that are
// here.
static bool can_tell(struct session *session, const char *name)
{
    const char *needs =
        conf_nth(&session->exercise.conf, name, "needs", 0);
    return !needs || instrument_works(WATCHED);
}

// Most are told at once; only one that is not costs a whole search.
// The first that even this does not tell is shown: what the others
// would come to can wait.
enum outcome tells(struct session *session)
{
    enum { MOST = 64 };
    const struct conf *conf = &session->exercise.conf;
    struct version versions[MOST];
    const char *name;
    int told = 0, all = 0, skipped = 0, n = 0;
    bool ends = false;
    for (; (name = conf_nth(conf, "", "wrong", all)); all++) {
        if (n == MOST)
            checker_fault("%s: more than %d wrong versions", conf->path,
                          MOST);
        if (!can_tell(session, name)) {
            skipped++;
            continue;
        }
        versions[n] = version_named(session, name);
        if (!look(session, &versions[n], AT_ONCE " " TOLD_BY, &ends))
            return ERROR;
        told += versions[n++].told;
    }
    for (int i = 0; i < n; i++) {
        if (versions[i].told)
            continue;
        if (!search(session, &versions[i], TOLD_BY))
            return ERROR;
        if (!versions[i].told)
            return let_pass(session, &versions[i], told, all);
        told++;
    }
    session->current->said =
        print("%d of %d versions%s", told, all,
              skipped ? "; the others need `interleave cc`, which does "
                        "not work here (make doctor)"
                      : "");
    return skipped ? SKIP : PASS;
}
