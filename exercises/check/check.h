// check.h: an exercise, what was found out about an answer to it, and
// the parts of the checker.

#ifndef CHECKER_H
#define CHECKER_H

#include <stdbool.h>

#include "conf.h"
#include "json.h"
#include "text.h"

struct exercise {
    const char *name;   // 03-download
    const char *folder; // exercises/03-download
    const char *answer; // the file that the student edits, or a copy
    const char *shown;  // its name as the student knows it
    const char *build; // where its programs are built, an absolute path
    struct conf conf;
};

// A place in the story of a run.
struct moment {
    double time;
    const char *thread, *file, *text; // each may be NULL
    int line, step;                   // 0: none
    bool apart; // a remark between moments: text only
};

// The one problem that is shown.
struct problem {
    const char *id; // names the misconception; texts are kept under it
    const char *headline; // what was observed
    const char *run;      // with which arguments; NULL if with none
    const char
        *lines; // evidence that is not a story: compiler messages …
    struct moment *story;
    int n_moments;
    const char
        *hint_why;     // instead of a why from the texts; may be NULL
    const char *cause; // its why is told instead of the id's, or NULL
    const char *again; // the command that shows it again
};

enum outcome {
    NOT_RUN,
    PASS,
    FAIL,
    SKIP,       // cannot be checked here
    UNFINISHED, // does not build: no failed attempt
    ERROR       // the checker's fault, or the machine's
};

struct session;

struct check {
    const char *id, *title;
    enum outcome (*look)(struct session *session);
    // What came of it:
    enum outcome outcome;
    const char *said; // numbers if it passed, the reason if skipped
    double seconds;
};

struct session {
    struct exercise exercise;
    struct check checks[10];
    int n_checks;
    struct check *current;
    struct problem problem;
    const char *programs[4]; // by instrument, once built
    const char *common;      // objects of all versions, of a catch
    int hints;               // that have been read already
    bool built; // by an earlier session, and allowed: for the selftest
    bool awaited;  // by somebody at a terminal
    bool given_up; // a run on real threads, that had not ended
    double seconds;
};

enum {
    OBSERVED_STATUS =
        74, // of a program in which the harness saw a problem
    // Of one run on one order: enough for a thread that polls.
    MOST_STEPS = 50000
};

// checks.c
// The status of a program whose check holds. It is drawn anew whenever
// the checker runs: a program cannot know it and end with it.
int passed_status(void);

// main.c
// Say that the checker itself is at fault, and end it with status 3.
__attribute__((format(printf, 1, 2), noreturn)) void
checker_fault(const char *format, ...);

// exercise.c
struct exercise open_exercise(const char *name);
char **all_exercises(void); // names, in order; ends with NULL
// Check that file instead: a copy of it, under the name it is known by.
void take_answer(struct exercise *exercise, const char *path);
const char *starter_of(const struct exercise *exercise);
void make_folder(const char *path);
void copy_file(const char *from, const char *to);
extern const char *top; // of the tree, an absolute path
// Whether that instrument is to be taken as missing:
// CHECK_WITHOUT="tsan".
bool without(const char *instrument);
// The interleave command; NULL if there is none here.
const char *interleave(void);

// build.c
enum instrument {
    PLAIN,
    WATCHED, // by interleave, which then sees each access to memory
    TSAN,
    ASAN
};
enum outcome builds(struct session *session);
// Build the program from the answer and the harness, at most once. NULL:
// that instrument does not work here.
const char *program_for(struct session *session,
                        enum instrument instrument);
// Build a program that the exercise gives, with the book's event.
const char *build_given(struct session *session, const char *source,
                        const char **said);
// Link the answer, a test program, with that version of the module.
const char *build_version(struct session *session, const char *version,
                          const char **said);

// instruments.c
// Whether a canary of that instrument dies as it must.
bool instrument_works(enum instrument instrument);
void distrust_canaries(void); // ask them anew
// How programs that interleave runs are built: to be watched, which
// shows races and memory that is gone, and is two or three times as
// fast; PLAIN where that does not work.
enum instrument by_interleave(void);
const char *compiler(void);

// allowed.c
enum outcome allowed(struct session *session);
// Whether that word stands in the answer, outside remarks.
bool uses_word(struct session *session, const char *word);

// explore.c, under interleave
enum outcome behaves(struct session *session);
enum outcome every_order(struct session *session);
enum outcome races(struct session *session);
// Run interleave with these arguments; NULL: it failed, and said why.
struct json *ask_interleave(struct session *session,
                            const char *arguments,
                            const char **why_not);
// What comes of an exercise that cannot be checked without it.
enum outcome needs_interleave(struct session *session);
enum outcome skip_without_interleave(struct session *session);
// Whether two events are of the same call at the same line.
bool same_place(struct json *a, struct json *b);
// ` at file.c:12`, of an event or a thread; "" if that is not known.
const char *place_of(struct json *thread);
// The rest of a sentence of its, without the word in front of it.
const char *rest_of(const char *sentence);
// Whether it could judge; a program that it cannot follow is no failure
// of the student's.
bool judged(struct session *session, struct json *found,
            const char *why_not);
void problem_from(struct session *session, struct json *found,
                  const char *run);

// wakeups.c
// Whether there are threads that sleep and are never woken; the problem
// then says who, and which wakeup was the last.
bool tell_sleepers(struct problem *problem, struct json *found);
// Whether the last wakeup by the answer itself met nobody asleep.
bool woke_nobody(struct session *session, struct json *found);

// idles.c
enum outcome idles(struct session *session);

// real.c, on real threads
enum outcome on_real_threads(struct session *session);
enum outcome memory(struct session *session);
// Run it with AddressSanitizer, at most so many times: on real threads
// not each run shows what is wrong. Whether one did; the problem then has
// its id, headline and lines.
bool ask_sanitizer(struct session *session, const char *arguments,
                   int times);
// Fill in the problem if the output holds a line of the harness's.
bool take_observed(struct problem *problem, const char *said);

// story.c
void take_story(struct session *session, struct json *found);
// Whether the reader makes schedules, and wants to know the steps.
bool steps_matter(struct session *session);
const char *source_line(const char *file, int line);
// The same as evidence: `  file.c:12   its text`.
const char *quoted_line(const char *file, int line);

// break.c, catch.c, measure.c: the other kinds
enum outcome breaks(struct session *session);
enum outcome accepts(struct session *session);
enum outcome tells(struct session *session);
enum outcome filled_in(struct session *session);
enum outcome measured(struct session *session);

// checks.c
void check_answer(struct session *session);

// feedback.c
// Say in words what came of it; the same for the same run.
const char *feedback(struct session *session);
// Return `Chapter 3, "The task"` for 03-stopping.md#the-task; NULL if
// there is no such section.
const char *section_name(const char *place);

// results.c
const char *results(struct session *session);
const char *outcome_name(enum outcome outcome);

// state.c: attempts, hints and what is solved
struct state {
    int attempts, hints;
    bool solved;
};
struct state read_state(const char *name);
void write_state(const char *name, struct state state);

// commands
int run_exercise(const char *name, const char *answer);
int run_hint(const char *name);
int run_progress(void);
int run_reset(const char *name);
int run_replay(const char *name);
int run_doctor(void);
int run_selftest(const char *name, int times);

#endif
