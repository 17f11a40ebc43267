// selftest.c: the exercises' own proof. For each, the starter and the
// wrong answers must fail as their first line says, and the right ones
// pass. exercises/proofs/NN-name/ holds right_*.c and wrong_*.c; the
// feedback to each is kept beside it, and must be the same again.

#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "check.h"
#include "process.h"

struct proof {
    const char *exercise, *file;
    const char *expected; // "behaves early-return", or "pass"
    const char *said;     // the file with the feedback
};

static struct proof *proofs;
static size_t n_proofs;

static void add_proof(const char *exercise, const char *file,
                      const char *expected, const char *name)
{
    const char *only = getenv("PROOF"); // to look at one again
    if (only && !strstr(file, only))
        return;
    proofs = realloc(proofs, (n_proofs + 1) * sizeof *proofs);
    if (!proofs)
        abort();
    proofs[n_proofs++] =
        (struct proof){exercise, file, expected,
                       print("exercises/proofs/%s/%.*s.said", exercise,
                             (int)strcspn(name, "."), name)};
}

// A wrong answer begins with `fails CHECK PROBLEM: what is wrong`
// behind its comment sign.
static const char *expectation(const char *path)
{
    char *text = read_file(path),
         *at = text ? strstr(text, "fails ") : NULL;
    if (!at || at > text + 4)
        checker_fault("%s does not begin with `fails CHECK PROBLEM: …`",
                      path);
    at += strlen("fails ");
    return copy_of(at, strcspn(at, ":\n"));
}

static int by_said(const void *a, const void *b)
{
    const struct proof *left = a, *right = b;
    return strcmp(left->said, right->said);
}

static void find_proofs(const char *name)
{
    struct exercise exercise = open_exercise(name);
    const char *starter = conf_get(&exercise.conf, "starter");
    const char *folder = print("exercises/proofs/%s", name);
    const char *ending = strrchr(conf_get(&exercise.conf, "file"), '.');
    int right = 0, wrong = 0;
    size_t first = n_proofs;
    DIR *entries = opendir(folder);
    if (!entries || !starter)
        checker_fault(
            "%s: no proofs, or no line `starter = CHECK PROBLEM`",
            name);
    add_proof(name, starter_of(&exercise), starter, "starter.");
    struct dirent *entry;
    while ((entry = readdir(entries))) {
        const char *file = print("%s/%s", folder, entry->d_name);
        const char *dot = strrchr(entry->d_name, '.');
        if (!dot || strcmp(dot, ending) != 0)
            continue;
        if (begins(entry->d_name, "right_")) {
            right++;
            add_proof(name, file, "pass", entry->d_name);
        } else if (begins(entry->d_name, "wrong_")) {
            wrong++;
            add_proof(name, file, expectation(file), entry->d_name);
        }
    }
    closedir(entries);
    if (right < 2 || wrong < 3)
        checker_fault(
            "%s has %d right and %d wrong answers; it needs two and "
            "three",
            name, right, wrong);
    qsort(proofs + first, n_proofs - first, sizeof *proofs, by_said);
}

static const char *verdict_of(struct session *session)
{
    enum outcome outcome = session->current->outcome;
    if (outcome == ERROR)
        return print("error %s", session->current->said
                                     ? session->current->said
                                     : "");
    if (outcome == FAIL || outcome == UNFINISHED)
        return print("%s %s", session->current->id,
                     session->problem.id);
    for (int i = 0; i < session->n_checks; i++)
        if (session->checks[i].outcome == SKIP)
            return print("skipped %s", session->checks[i].id);
    return "pass";
}

// On real threads the two sides of a race come as they come.
static bool comes_as_it_comes(struct session *session)
{
    const char *id = session->current->id;
    return session->current->outcome == FAIL &&
           !session->problem.n_moments &&
           (strcmp(id, "real") == 0 || strcmp(id, "memory") == 0);
}

// Names and lines that interleave shows depend on the compiler; so does
// which of several faults comes first.
static bool same_compiler(void)
{
    static int known = -1; // not asked yet
    if (known < 0) {
        struct run run = {
            .arguments = words_of(print("%s --version", compiler()))};
        known = run_command(&run) &&
                strstr(run.said.at, "(Debian 12.") &&
                sizeof(void *) == 8;
    }
    return known;
}

static bool same_words(struct session *session,
                       const struct proof *proof)
{
    if (comes_as_it_comes(session))
        session->problem.lines = NULL;
    const char *now = feedback(session), *then = read_file(proof->said);
    if (same_compiler() && getenv("RENEW") && *getenv("RENEW"))
        return write_file(proof->said, now);
    if (!then) {
        printf("# no %s: write it with RENEW=1\n", proof->said);
        return false;
    }
    if (!same_compiler() || strcmp(now, then) == 0)
        return true;
    const char *other = print("%s/said", session->exercise.build);
    write_file(other, now);
    printf("# the feedback differs: diff %s %s\n", proof->said, other);
    return false;
}

// With any compiler, what is right passes and what is wrong is refused.
// With the one whose feedback is kept, every check can be made, and what
// is wrong is refused for its reason.
static bool is_expected(const char *verdict, const struct proof *proof)
{
    if (same_compiler())
        return strcmp(verdict, proof->expected) == 0;
    bool passes =
        strcmp(verdict, "pass") == 0 || begins(verdict, "skipped");
    return !begins(verdict, "error") &&
           passes == (strcmp(proof->expected, "pass") == 0);
}

// What is looked at again and again is built once, and found to be
// allowed once.
static void keep_programs(struct session *session,
                          const struct session *from)
{
    session->built = from->built;
    session->common = from->common;
    memcpy(session->programs, from->programs, sizeof from->programs);
}

// Check the answer for the nth time, from 0.
static bool prove_once(const struct proof *proof, int n,
                       struct session *first)
{
    struct session session = {.exercise =
                                  open_exercise(proof->exercise)};
    keep_programs(&session, first);
    session.exercise.build = print(
        "%s/build/exercises/proofs/%s/%s", top, proof->exercise,
        copy_of(base_name(proof->said),
                strlen(base_name(proof->said)) - strlen(".said")));
    take_answer(&session.exercise, proof->file);
    check_answer(&session);
    *first = session;
    first->built = strcmp(session.current->id, "builds") != 0 &&
                   strcmp(session.current->id, "allowed") != 0;
    const char *verdict = verdict_of(&session);
    bool as_expected = is_expected(verdict, proof);
    if (as_expected && (n > 0 || same_words(&session, proof)))
        return true;
    printf("not ok  %s: expected %s, got %s%s\n%s\n", proof->file,
           proof->expected, verdict,
           n > 0 ? print(", run %d", n + 1) : "",
           as_expected ? "" : feedback(&session));
    return false;
}

static void end_with_parent(void)
{
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
}

// In a process of its own: a check never gives its memory back, and the
// story of a long run takes some hundred megabytes.
static bool prove_again(const struct proof *proof, int n,
                        struct session *first)
{
    int status;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        end_with_parent();
        exit(prove_once(proof, n, first) ? 0 : 1);
    }
    if (child > 0 && waitpid(child, &status, 0) == child &&
        WIFEXITED(status))
        return WEXITSTATUS(status) == 0;
    printf("not ok  %s: run %d was ended by a signal, or not begun\n",
           proof->file, n + 1);
    return false;
}

static bool prove(const struct proof *proof, int times)
{
    double begun = seconds_now();
    struct session first = {0};
    if (!prove_once(proof, 0, &first))
        return false;
    for (int i = 1; i < times; i++)
        if (!prove_again(proof, i, &first))
            return false;
    printf("ok  %5.1f s  %s: %s\n", seconds_now() - begun, proof->file,
           proof->expected);
    return true;
}

static bool is_failure(int status)
{
    if (WIFSIGNALED(status))
        printf("not ok  a check was ended by signal %d: no memory?\n",
               WTERMSIG(status));
    return status != 0;
}

int run_selftest(const char *name, int times)
{
    // Two for each core: runs on real threads sleep half their time.
    long jobs = getenv("JOBS") ? atol(getenv("JOBS"))
                               : 2 * sysconf(_SC_NPROCESSORS_ONLN);
    long busy = 0;
    int failed = 0, status;
    double begun = seconds_now();
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (char **names = all_exercises(); *names; names++)
        if (!name || !*name || strcmp(*names, name) == 0)
            find_proofs(*names);
    if (n_proofs == 0)
        checker_fault("there is no exercise %s", name);
    // What each of them asks for: once, for all.
    passed_status();
    same_compiler();
    instrument_works(WATCHED);
    instrument_works(TSAN);
    instrument_works(ASAN);
    for (size_t i = 0; i < n_proofs; i++) {
        if (busy == jobs && wait(&status) > 0) {
            busy--;
            failed += is_failure(status);
        }
        fflush(stdout);
        if (fork() == 0) {
            end_with_parent();
            exit(prove(&proofs[i], times) ? 0 : 1);
        }
        busy++;
    }
    while (wait(&status) > 0)
        failed += is_failure(status);
    printf("%zu answers, %d not judged as intended, %.0f s\n", n_proofs,
           failed, seconds_now() - begun);
    return failed > 0;
}
