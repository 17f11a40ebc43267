// front.h: what the files of the command share.

#ifndef INTERLEAVE_FRONT_H
#define INTERLEAVE_FRONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

#include "../shared.h"

// ---- util.c: messages, memory, time, text -----------------------------

// Print one line that begins with "interleave: " to stderr; fail() then
// ends the command with `status`.
_Noreturn void fail(enum status status, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void warn(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

// malloc and realloc that end the command when memory runs out.
void *allocate(size_t size);
void *reallocate(void *memory, size_t size);

// Seconds on a clock that never goes back.
double now(void);

// 12345 as "12,345". The text lives until the eighth call after this.
const char *grouped(uint64_t number);

// A file's bytes (or NULL if it cannot be read), NUL added; free() it.
char *read_whole_file(const char *path, size_t *size);

// ---- program.c: the program to run ------------------------------------

struct program {
    char *path;  // file to execute
    char **argv; // as the user gave it, NULL-terminated
    bool
        sanitized; // under ASan or TSan: started anew for each schedule
    bool instrumented; // by `interleave cc`
};

// Look `argv[0]` up as execvp does. Ends the command with
// STATUS_NOT_FOUND, or STATUS_REFUSED if it is no executable file.
struct program find_program(char **argv);

// End the command with STATUS_REFUSED unless the library can control it.
void require_controllable(struct program *program);

// ---- cc.c --------------------------------------------------------------

// Becomes the compiler, with what instruments the program added.
_Noreturn void compile(char **args);

// ---- run.c: the library put into the program; the plain run -----------

// Finds a file that belongs to the command, at most PATH_MAX bytes of path.
// Ends the command if it is missing.
void find_own(const char *name, char path[]);

// Put the library into the environment, and settle what else must be the
// same in each run: addresses, symbol binding, one CPU.
void enter_control(void);

// Becomes the program, never returns. `only`: directory of --only, NULL.
_Noreturn void run_plain(const struct program *program,
                         const char *only);

// ---- options.c --------------------------------------------------------

enum search_kind {
    SEARCH_MIX,
    SEARCH_RANDOM,
    SEARCH_PCT,
    SEARCH_POS,
    SEARCH_FEW,
    SEARCH_DFS,
};

enum { DEFAULT_STEPS = 20000, DEFAULT_CPU_MS = 500, MAX_BOUND = 64 };

struct options {
    uint64_t schedules; // -n
    double seconds;     // --seconds; 0 none
    enum search_kind search;
    uint64_t seed;
    uint32_t depth;   // of pct; 0: several in turn
    uint32_t flags;   // WANT_LATE, WANT_SPURIOUS
    uint32_t steps;   // budget of one schedule
    bool steps_given; // by the user
    uint32_t cpu_ms;  // CPU time without a step that is a spin
    unsigned fail_on; // bits 1 << enum failure
    int status;       // expected exit status
    double guard;     // wall-clock seconds for one schedule
    bool memory;      // stop between memory accesses, too
    bool reduction;   // leave out schedules that come to the same
    bool delays;      // the bound is on delays, not preemptions
    uint32_t bound;   // MAX_BOUND: none
    bool brief;       // a failure is named, not shown
    bool outputs;
    bool full;
    bool colour;
    const char *save_outputs;
    const char *expect;
    const char *json;
};

// Reads the options that stand before the program, up to `optind`. Ends
// the command on a bad one. `searching`: explore's, else replay's.
struct options read_options(int argc, char **argv, bool searching);
extern const char help[];
_Noreturn void print_and_exit(const char *text);
_Noreturn void bad_option(char **argv);

// ---- schedule.c: a schedule as text -----------------------------------

// The default schedule but for `forced`, with the points at which memory
// accesses count as steps.
struct schedule {
    struct forced *forced;
    uint32_t n_forced;
    uint32_t *points;
    uint32_t n_points;
};

// "-" or STEP:THREAD[l|s],... then perhaps @HEX,...; ends the command
// with STATUS_FAILED if it is none.
struct schedule parse_schedule(const char *text);
void print_schedule(FILE *to, const struct schedule *schedule);
struct schedule copy_schedule(const struct schedule *schedule);
void free_schedule(struct schedule *schedule);

// ---- server.c: runs schedules -----------------------------------------

struct server {
    const struct program *program;
    struct shared *shared;
    int shared_fd;
    int control; // socket to the fork server, -1 none
    int input;   // the program's stdin, stdout, stderr in memory
    int output;
    int errors;
    pid_t pid;        // of the fork server or of the run
    double guard;     // seconds
    bool hung;        // the last schedule was given up
    bool interrupted; // by SIGINT or SIGTERM
};

// Starts the program up to main; ends the command if that fails.
void start_server(struct server *server, const struct program *program,
                  double guard);
void stop_server(struct server *server);

// Runs shared->request and leaves shared->result. False if interrupted.
bool run_schedule(struct server *server);

// What the last schedule wrote to `fd` (server->output or ->errors).
// The buffer grows as needed; NUL added.
struct buffer {
    char *data;
    size_t size;
    size_t capacity;
};
void read_output(int fd, struct buffer *buffer);

// ---- judge.c: what counts as a failure --------------------------------

enum failure {
    FAILURE_NONE,
    FAILURE_CRASH,
    FAILURE_DEADLOCK,
    FAILURE_SPIN,
    FAILURE_MISUSE,
    FAILURE_EXIT,
    FAILURE_OUTPUT,
    FAILURE_RACE,
    FAILURE_UNJOINED,
    FAILURE_HANG,     // blocked in a call that is not controlled
    FAILURE_DIVERGED, // the schedule asked for what was not possible
    FAILURE_COUNT
};

#define FAILURE_NAMES                                                  \
    "crash, deadlock, spin, misuse, exit, output, race, unjoined, all"
#define FAIL_BY_DEFAULT                                                \
    (1u << FAILURE_CRASH | 1u << FAILURE_DEADLOCK |                    \
     1u << FAILURE_SPIN | 1u << FAILURE_MISUSE | 1u << FAILURE_EXIT |  \
     1u << FAILURE_OUTPUT | 1u << FAILURE_RACE)

const char *failure_name(enum failure failure);
enum status failure_status(enum failure failure);

// The bits of one name of --fail-on, 0 if it is none.
unsigned failure_bits(const char *name, size_t length);

struct verdict {
    enum failure failure;
    int detail; // signal of a crash, status of an exit, enum budget of
                // a spin, else 0
};

struct judge {
    const struct options *options;
    char *expected; // contents of --expect, or NULL
    size_t expected_size;
    struct buffer output; // scratch
};

// Ends the command if the file of --expect cannot be read.
struct judge make_judge(const struct options *options);

// Judges the schedule that the server ran last.
struct verdict judge_run(struct judge *judge, struct server *server);
bool same_failure(struct verdict a, struct verdict b);

// ---- explore.c, replay.c: the commands; both return an exit status ----

int explore(const struct program *program,
            const struct options *options);
int replay(const struct program *program, const struct options *options,
           const struct schedule *schedule);

#endif
