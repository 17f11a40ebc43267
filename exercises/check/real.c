// real.c: real threads, with a sanitizer in the program: races, and
// memory that is not the program's any more.

#define _POSIX_C_SOURCE 200809L
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "process.h"

#define ASAN_VARIABLES                                                 \
    "ASAN_OPTIONS=exitcode=67:detect_stack_use_after_return=1:"        \
    "halt_on_error=1:color=never "                                     \
    "UBSAN_OPTIONS=halt_on_error=1:color=never "                       \
    "LSAN_OPTIONS=exitcode=67" // last: run_for_real adds to it

// Two mutexes in both orders are no fault if these never meet.
// interleave has tried whether they do; without it, this is all there is.
static const char *tsan_variables(void)
{
    return print("TSAN_OPTIONS=halt_on_error=1:exitcode=66:"
                 "report_bugs=1:second_deadlock_stack=1:color=never:"
                 "detect_deadlocks=%d",
                 !interleave());
}

bool take_observed(struct problem *problem, const char *said)
{
    const char *at = strstr(said, "observed ");
    if (!at || (at != said && at[-1] != '\n'))
        return false;
    at += strlen("observed ");
    size_t id = strcspn(at, ":\n");
    if (at[id] != ':')
        return false;
    problem->id = copy_of(at, id);
    at += id + 2;
    problem->headline = copy_of(at, strcspn(at, "\n"));
    return true;
}

// A frame of a sanitizer's stack: `#0 task /path/to/file.c:12:3 (…)`.
struct frame {
    const char *function, *file;
    int line;
};

static bool read_frame(const char *line, struct frame *frame)
{
    line += strspn(line, " ");
    if (*line != '#')
        return false;
    const char *rest = line;
    next_word(&rest);
    char *word = next_word(&rest);
    if (word && begins(word, "0x")) {
        next_word(&rest); // "in"
        word = next_word(&rest);
    }
    char *place = next_word(&rest);
    char *colon = place ? strchr(place, ':') : NULL;
    if (!colon)
        return false;
    *colon = '\0';
    *frame =
        (struct frame){word, place, (int)strtol(colon + 1, NULL, 10)};
    return true;
}

// Find the frame of the answer in the stack that begins at text; if
// there is none, the first one with a file.
static bool find_frame(const char *text, const char *answer,
                       struct frame *found)
{
    bool any = false;
    while (*text) {
        struct frame frame;
        size_t length = strcspn(text, "\n");
        const char *line = copy_of(text, length);
        if (line[strspn(line, " ")] != '#')
            return any;
        if (read_frame(line, &frame)) {
            if (strcmp(base_name(frame.file), answer) == 0) {
                *found = frame;
                return true;
            }
            if (!any)
                *found = frame;
            any = true;
        }
        text += length + (text[length] == '\n');
    }
    return any;
}

static void add_access(struct text *lines, struct session *session,
                       const char *text)
{
    struct frame frame;
    const char *line = copy_of(text, strcspn(text, "\n"));
    const char *stack = text + strcspn(text, "\n");
    const char *answer = base_name(session->exercise.answer);
    bool writes = strstr(line, "rite of size");
    const char *by = strstr(line, " by ");
    char *who =
        by ? copy_of(by + 4, strcspn(by + 4, ":(")) : print("?");
    if (strcmp(who, "main thread") == 0)
        who = print("main");
    if (!*stack || !find_frame(stack + 1, answer, &frame))
        return;
    const char *path = strcmp(base_name(frame.file), answer) == 0
                           ? session->exercise.answer
                           : frame.file;
    add(lines, "  %-10.20s %s %s:%d   %.40s\n", who,
        writes ? "writes" : "reads ", base_name(path), frame.line,
        source_line(path, frame.line));
}

static const char *name_of_memory(const char *report)
{
    const char *at = strstr(report, "Location is global '");
    if (!at)
        return NULL;
    at += strlen("Location is global '");
    if (*at == '<') // it has no name: `<null>`
        return NULL;
    return copy_of(at, strcspn(at, "'"));
}

static void tell_race(struct session *session, const char *report)
{
    struct problem *problem = &session->problem;
    struct text lines = {0};
    const char *name = name_of_memory(report);
    problem->id =
        uses_word(session, "volatile") ? "race-volatile" : "race";
    problem->headline = print(
        "Two threads use %s at the same time, and one of them writes.",
        name ? print("`%s`", name) : "the same memory");
    add_bytes(&lines, "", 0);
    for (const char *at = report; (at = strstr(at, " of size "));
         at++) {
        const char *line = at;
        while (line > report && line[-1] != '\n')
            line--;
        if (strstr(copy_of(line, strcspn(line, "\n")), " by "))
            add_access(&lines, session, line);
    }
    problem->lines = lines.at;
}

// `index 9 out of bounds for type 'int [8]'`, and others.
static void tell_undefined(struct problem *problem, const char *what)
{
    const char *bounds = strstr(what, " for type ");
    size_t length = strcspn(what, "\n");
    if (strncmp(what, "index ", 6) == 0) {
        problem->id = "index";
        if (bounds && (size_t)(bounds - what) < length)
            length = (size_t)(bounds - what);
    }
    problem->headline =
        print("C does not define what happens here: %s.",
              copy_of(what, length));
}

// `SUMMARY: AddressSanitizer: heap-use-after-free file.c:12 in task`
static void tell_report(struct session *session, const char *report)
{
    static const struct {
        const char *mark, *id, *headline;
    } known[] = {
        {"thread leak", "unjoined", "A thread was never joined."},
        {"lock-order-inversion", "lock-order",
         "Two threads take the same two mutexes, each in another "
         "order."},
        {"destroy of a locked mutex", "misuse",
         "A mutex is destroyed while a thread holds it."},
        {"unlock of an unlocked mutex", "misuse",
         "A mutex is unlocked that nobody has locked."},
        {"use-after-free", "memory-gone",
         "A thread uses memory that has been freed."},
        {"use-after-return", "memory-gone",
         "A thread uses a variable of a function that has returned."},
        {"use-after-scope", "memory-gone",
         "A thread uses a variable whose block has been left."},
        {"detected memory leaks", "leak",
         "Memory was still allocated when the program ended."},
        {"double-free", "memory-gone",
         "The same memory is freed twice."},
        {"buffer-overflow", "overflow",
         "The program writes or reads past the end of its memory."},
        {"runtime error: ", "undefined", NULL},
    };
    struct problem *problem = &session->problem;
    const char *answer = base_name(session->exercise.answer);
    if (strstr(report, "WARNING: ThreadSanitizer: data race")) {
        tell_race(session, report);
        return;
    }
    problem->id = "sanitizer";
    problem->headline = "A sanitizer stopped the program.";
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const char *at = strstr(report, known[i].mark);
        if (!at)
            continue;
        problem->id = known[i].id;
        problem->headline = known[i].headline;
        if (!problem->headline)
            tell_undefined(problem, at + strlen(known[i].mark));
        break;
    }
    const char *what = strstr(report, "Sanitizer");
    while (what && what > report && what[-1] != '\n')
        what--;
    const char *saying =
        what && strcmp(problem->id, "sanitizer") == 0
            ? print("  %s\n", copy_of(what, strcspn(what, "\n")))
            : "";
    problem->lines = saying;
    // `/path/to/file.c:12:3: runtime error: …` has no stack.
    const char *in = strstr(report, print("/%s:", answer));
    const char *error = strstr(report, "runtime error: ");
    if (error && in && in < error) {
        int line = (int)strtol(in + strlen(answer) + 2, NULL, 10);
        problem->lines = quoted_line(session->exercise.answer, line);
        return;
    }
    for (const char *at = report; (at = strstr(at, "#0 ")); at++) {
        struct frame frame;
        if (!find_frame(at, answer, &frame) ||
            strcmp(base_name(frame.file), answer) != 0)
            continue;
        problem->lines =
            print("%s%s", saying,
                  quoted_line(session->exercise.answer, frame.line));
        return;
    }
}

enum {
    LONG = 20, // seconds; with interleave, which tells what never ends
    LONG_ALONE = 60,
    // A second of the exercise's takes 10 ms. Not with AddressSanitizer,
    // which at the end lets the program sleep while it looks for leaks.
    MAY_SLEEP = 3
};

// No verdict from the clock of a machine that may just be busy.
static enum outcome give_up(struct session *session)
{
    session->given_up = true;
    session->current->said =
        print("a run on real threads did not end, and was given up");
    return SKIP;
}

// Which run it was, and how to see it again.
static void remember_run(struct problem *problem, const char *variables,
                         const char *program, const char *arguments)
{
    problem->run = arguments;
    problem->again =
        print("env %s %s quick %s", variables, program, arguments);
}

// What the harness observes ends the program at once; a report after
// that is of the threads that it left.
static bool reported(const struct run *run, int status)
{
    struct problem problem;
    return (run->status == status ||
            strstr(run->said.at, "runtime error: ") ||
            strstr(run->said.at, "Sanitizer: ")) &&
           !take_observed(&problem, run->said.at);
}

// Where a debugger or a container keeps LeakSanitizer from looking, the
// program is judged without it.
static bool run_for_real(struct run *run)
{
    static const char fatal[] = "LeakSanitizer has encountered a fatal";
    if (!run_command(run) || !strstr(run->said.at, fatal))
        return run->status != 127;
    run->variables = print("%s:detect_leaks=0", run->variables);
    return run_command(run);
}

// Run it some times; a report counts at once, everything else only if
// it happens each time: one run of real threads proves nothing.
static enum outcome run_real(struct session *session,
                             const char *program, const char *variables,
                             const char *arguments, int times,
                             int report_status, double may_sleep)
{
    struct problem *problem = &session->problem;
    int odd = 0;
    struct run run;
    for (int i = 0; i < times; i++) {
        run = (struct run){.arguments = words_of(print(
                               "%s quick %s", program, arguments)),
                           .variables = variables,
                           .seconds = interleave() ? LONG : LONG_ALONE,
                           .may_sleep = may_sleep,
                           .no_random_addresses = true};
        if (!run_for_real(&run))
            return ERROR;
        // If it can wait for ever, `orders` has told when and why.
        if (run.too_long &&
            (interleave() ||
             !(run.asleep && strcmp(run.asleep, "asleep") == 0)))
            return give_up(session);
        if (run.status == passed_status())
            continue;
        remember_run(problem, run.variables, program, arguments);
        if (reported(&run, report_status)) {
            tell_report(session, run.said.at);
            return FAIL;
        }
        if (++odd == 2 && i == 1)
            break;
    }
    if (odd < 2)
        return PASS;
    if (take_observed(problem, run.said.at))
        return FAIL;
    problem->id = run.too_long ? "never-ended" : "ended-early";
    problem->headline =
        run.too_long
            ? print("On real threads the program never ended: after "
                    "%d s its threads were %s.",
                    LONG_ALONE, run.asleep ? run.asleep : "still there")
            : "On real threads the program ended by itself, before "
              "the check was over.";
    return FAIL;
}

static enum outcome run_all(struct session *session,
                            enum instrument which,
                            const char *variables, int times,
                            int status)
{
    const char *program = program_for(session, which), *arguments;
    double may_sleep = interleave() && which == TSAN ? MAY_SLEEP : 0;
    int runs = 0;
    if (!program) {
        session->current->said =
            which == TSAN
                ? "ThreadSanitizer does not work here (make doctor)"
                : "AddressSanitizer does not work here (make doctor)";
        return SKIP;
    }
    for (; (arguments =
                conf_nth(&session->exercise.conf, "", "real", runs));
         runs++) {
        enum outcome outcome =
            run_real(session, program, variables, arguments, times,
                     status, may_sleep);
        if (outcome != PASS)
            return outcome;
    }
    session->current->said =
        print("%d runs on real threads", runs * times);
    return PASS;
}

enum outcome on_real_threads(struct session *session)
{
    return run_all(session, TSAN, tsan_variables(), 5, 66);
}

bool ask_sanitizer(struct session *session, const char *arguments,
                   int times)
{
    const char *program = program_for(session, ASAN);
    struct run run = {.variables = ASAN_VARIABLES,
                      .seconds = LONG,
                      .may_sleep = MAY_SLEEP, // that tells nothing
                      .no_random_addresses = true};
    if (!program)
        return false;
    if (begins(arguments, "exact "))
        arguments += strlen("exact ");
    run.arguments = words_of(print("%s quick %s", program, arguments));
    while (times-- > 0) {
        if (!run_for_real(&run) ||
            strstr(run.said.at, "detected memory leaks"))
            return false;
        if (!reported(&run, 67) && run.too_long)
            return false;
        if (!reported(&run, 67))
            continue;
        remember_run(&session->problem, run.variables, program,
                     arguments);
        tell_report(session, run.said.at);
        return true;
    }
    return false;
}

enum outcome memory(struct session *session)
{
    return run_all(session, ASAN, ASAN_VARIABLES, 2, 67);
}
