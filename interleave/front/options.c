// options.c: the options of explore and replay, and the help text.

#define _GNU_SOURCE
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "front.h"

const char help[] =
    "usage: interleave [--only DIR] PROGRAM [ARG...]\n"
    "       interleave explore [OPTION...] PROGRAM [ARG...]\n"
    "       interleave replay [OPTION...] SCHEDULE PROGRAM [ARG...]\n"
    "       interleave cc [ARG...]\n"
    "       interleave --help | --version\n"
    "\n"
    "Runs a pthread program one thread at a time on a virtual clock:\n"
    "on the default schedule, under many schedules in search of one\n"
    "that fails, or on exactly one schedule, which it shows.\n"
    "`interleave cc` is the compiler (CC, or cc); what it builds "
    "tells\n"
    "each access to memory, so that data races are found.\n"
    "\n"
    "  --only DIR        control only executables below DIR, in\n"
    "                    PROGRAM and all that it starts\n"
    "\n"
    "explore and replay:\n"
    "  --fail-on LIST    what counts as a failure: crash, deadlock,\n"
    "                    spin, misuse, exit, output, race, unjoined,\n"
    "                    or all\n"
    "  --status N        the exit status expected (default 0)\n"
    "  --expect FILE     the output expected, to the letter\n"
    "  --steps N         budget of a schedule (default 20000 steps, "
    "or\n"
    "                    what the default schedule needs)\n"
    "  --guard S         wall-clock seconds after which a schedule is\n"
    "                    given up (default 10)\n"
    "  --json FILE       write what was found as JSON\n"
    "  --full            show every event of a long run\n"
    "  --no-color        no colour, even on a terminal\n"
    "  --late            let sleeps and timed waits end late\n"
    "  --spurious        let condition variables wake for no reason\n"
    "explore only:\n"
    "  -n N              at most N schedules (default 10000)\n"
    "  --seconds S       at most S seconds\n"
    "  --strategy NAME   mix (default), random, pct, pos or dfs\n"
    "  --depth N         pct: ordering constraints to hit (default "
    "2-5)\n"
    "  --seed N          another seed (default 1)\n"
    "  --preemptions N   all schedules with at most N preemptions\n"
    "  --delays N        all schedules with at most N delays\n"
    "  --no-reduction    try schedules that come to the same, too\n"
    "  --no-memory       don't stop threads between memory accesses\n"
    "  --brief           say which failure it is, and show no more\n"
    "  --outputs         list the distinct outputs\n"
    "  --save-outputs D  write each distinct output to D/1.txt, ...\n"
    "\n"
    "exit status: the program's own (replay, plain run) or 0, and\n"
    "  101 deadlock   104 crash         107 uncontrolled "
    "nondeterminism\n"
    "  102 spin       105 exit status   108 unjoined thread\n"
    "  103 misuse     106 output        109 data race\n"
    "  125 usage, or interleave failed\n"
    "  126 program cannot be controlled 127 program not found\n";

static double parse_number(const char *option, const char *text,
                           double least, double most)
{
    char *end;
    errno = 0;
    double value = strtod(text, &end);
    if (end == text || *end != '\0' || errno != 0 ||
        !(value >= least && value <= most))
        fail(STATUS_FAILED, "--%s: '%s' is not a number from %g to %g",
             option, text, least, most);
    return value;
}

static uint64_t parse_count(const char *option, const char *text,
                            uint64_t least, uint64_t most)
{
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (*text < '0' || *text > '9' || *end != '\0' || errno != 0 ||
        value < least || value > most)
        fail(STATUS_FAILED,
             "%s%s: '%s' is not a whole number from "
             "%llu to %llu",
             option[1] ? "--" : "-", option, text,
             (unsigned long long)least, (unsigned long long)most);
    return value;
}

static unsigned parse_kinds(const char *list)
{
    unsigned kinds = 0;
    while (*list != '\0') {
        size_t length = strcspn(list, ",");
        unsigned kind = failure_bits(list, length);
        if (kind == 0)
            fail(STATUS_FAILED, "--fail-on: '%.*s' is none of %s",
                 (int)length, list, FAILURE_NAMES);
        kinds |= kind;
        list += length;
        list += *list == ',';
    }
    return kinds;
}

static enum search_kind parse_strategy(const char *name)
{
    static const char *const names[] = {"mix", "random", "pct",
                                        "pos", "few",    "dfs"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(name, names[i]) == 0)
            return (enum search_kind)i;
    }
    fail(STATUS_FAILED,
         "--strategy: '%s' is none of mix, random, pct, "
         "pos, few, dfs",
         name);
}

enum option_code {
    OPT_HELP = 256,
    OPT_FAIL_ON,
    OPT_STATUS,
    OPT_EXPECT,
    OPT_STEPS,
    OPT_GUARD,
    OPT_JSON,
    OPT_FULL,
    OPT_NO_COLOR,
    OPT_SECONDS,
    OPT_STRATEGY,
    OPT_DEPTH,
    OPT_SEED,
    OPT_LATE,
    OPT_SPURIOUS,
    OPT_BRIEF,
    OPT_PREEMPTIONS,
    OPT_DELAYS,
    OPT_NO_REDUCTION,
    OPT_MEMORY,
    OPT_NO_MEMORY,
    OPT_OUTPUTS,
    OPT_SAVE_OUTPUTS,
};

static const struct option search_options[] = {
    {"help", no_argument, NULL, OPT_HELP},
    {"fail-on", required_argument, NULL, OPT_FAIL_ON},
    {"status", required_argument, NULL, OPT_STATUS},
    {"expect", required_argument, NULL, OPT_EXPECT},
    {"steps", required_argument, NULL, OPT_STEPS},
    {"guard", required_argument, NULL, OPT_GUARD},
    {"json", required_argument, NULL, OPT_JSON},
    {"full", no_argument, NULL, OPT_FULL},
    {"no-color", no_argument, NULL, OPT_NO_COLOR},
    {"seconds", required_argument, NULL, OPT_SECONDS},
    {"strategy", required_argument, NULL, OPT_STRATEGY},
    {"depth", required_argument, NULL, OPT_DEPTH},
    {"seed", required_argument, NULL, OPT_SEED},
    {"late", no_argument, NULL, OPT_LATE},
    {"spurious", no_argument, NULL, OPT_SPURIOUS},
    {"brief", no_argument, NULL, OPT_BRIEF},
    {"preemptions", required_argument, NULL, OPT_PREEMPTIONS},
    {"delays", required_argument, NULL, OPT_DELAYS},
    {"no-reduction", no_argument, NULL, OPT_NO_REDUCTION},
    {"memory", no_argument, NULL, OPT_MEMORY},
    {"no-memory", no_argument, NULL, OPT_NO_MEMORY},
    {"outputs", no_argument, NULL, OPT_OUTPUTS},
    {"save-outputs", required_argument, NULL, OPT_SAVE_OUTPUTS},
    {NULL, 0, NULL, 0},
};

_Noreturn void print_and_exit(const char *text)
{
    fputs(text, stdout);
    exit(fflush(stdout) == 0 ? 0 : STATUS_FAILED);
}

_Noreturn void bad_option(char **argv)
{
    const char *word = argv[optind - 1];
    if (optopt != 0 && optopt < 256)
        fail(STATUS_FAILED,
             "unknown option, or one without its value: "
             "-%c; see interleave --help",
             optopt);
    fail(STATUS_FAILED,
         "unknown option, or one without its value: %s; "
         "see interleave --help",
         word);
}

// The options that make, judge and show a run: explore and replay have them.
static bool common_option(struct options *options, int code)
{
    switch (code) {
    case OPT_FAIL_ON:
        options->fail_on = parse_kinds(optarg);
        return true;
    case OPT_STATUS:
        options->status = (int)parse_count("status", optarg, 0, 255);
        return true;
    case OPT_EXPECT:
        options->expect = optarg;
        return true;
    case OPT_STEPS:
        options->steps =
            (uint32_t)parse_count("steps", optarg, 1, 1u << 31);
        options->steps_given = true;
        return true;
    case OPT_GUARD:
        options->guard = parse_number("guard", optarg, 0.1, 1e6);
        return true;
    case OPT_JSON:
        options->json = optarg;
        return true;
    case OPT_FULL:
        options->full = true;
        return true;
    case OPT_NO_COLOR:
        options->colour = false;
        return true;
    case OPT_LATE:
        options->flags |= WANT_LATE;
        return true;
    case OPT_SPURIOUS:
        options->flags |= WANT_SPURIOUS;
        return true;
    default:
        return false;
    }
}

static void set_bound(struct options *options, int code)
{
    if (options->bound != MAX_BOUND)
        fail(STATUS_FAILED, "one bound is enough: --preemptions or "
                            "--delays, once");
    options->delays = code == OPT_DELAYS;
    options->bound = (uint32_t)parse_count(
        options->delays ? "delays" : "preemptions", optarg, 0,
        MAX_BOUND - 1);
}

// Only the walk through the tree knows what lies within a bound.
static void settle_bound(struct options *options)
{
    if (options->bound == MAX_BOUND)
        return;
    if (options->search != SEARCH_MIX && options->search != SEARCH_DFS)
        fail(STATUS_FAILED, "--preemptions and --delays are for "
                            "--strategy dfs");
    options->search = SEARCH_DFS;
}

// The options that steer the search.
static bool search_option(struct options *options, int code)
{
    switch (code) {
    case 'n':
        options->schedules = parse_count("n", optarg, 1, UINT32_MAX);
        return true;
    case OPT_SECONDS:
        options->seconds = parse_number("seconds", optarg, 0.01, 1e9);
        return true;
    case OPT_STRATEGY:
        options->search = parse_strategy(optarg);
        return true;
    case OPT_DEPTH:
        options->depth = (uint32_t)parse_count("depth", optarg, 1, 100);
        return true;
    case OPT_SEED:
        options->seed = parse_count("seed", optarg, 0, UINT32_MAX);
        return true;
    case OPT_BRIEF:
        options->brief = true;
        return true;
    case OPT_PREEMPTIONS:
    case OPT_DELAYS:
        set_bound(options, code);
        return true;
    case OPT_NO_REDUCTION:
        options->reduction = false;
        return true;
    case OPT_MEMORY:
    case OPT_NO_MEMORY:
        options->memory = code == OPT_MEMORY;
        return true;
    case OPT_OUTPUTS:
        options->outputs = true;
        return true;
    case OPT_SAVE_OUTPUTS:
        options->save_outputs = optarg;
        return true;
    default:
        return false;
    }
}

struct options read_options(int argc, char **argv, bool searching)
{
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    struct options options = {
        .schedules = 10000,
        .fail_on = FAIL_BY_DEFAULT,
        .steps = DEFAULT_STEPS,
        .cpu_ms = DEFAULT_CPU_MS,
        .guard = 10,
        .seed = 1,
        .memory = true,
        .reduction = true,
        .bound = MAX_BOUND,
        .colour = isatty(STDOUT_FILENO) && (!no_color || !*no_color) &&
                  term && strcmp(term, "dumb") != 0,
    };
    bool n_given = false;
    int code, which = 0;
    while ((code = getopt_long(argc, argv, "+:n:", search_options,
                               &which)) != -1) {
        if (code == OPT_HELP)
            print_and_exit(help);
        n_given = n_given || code == 'n';
        bool known = common_option(&options, code) ||
                     (searching && search_option(&options, code));
        if (!known && code != '?' && code != ':')
            fail(STATUS_FAILED, "-%s%s is an option of explore only",
                 code == 'n' ? "" : "-",
                 code == 'n' ? "n" : search_options[which].name);
        if (!known)
            bad_option(argv);
    }
    if (options.fail_on & 1u << FAILURE_RACE)
        options.flags |= WANT_RACES;
    settle_bound(&options);
    if (options.seconds > 0 && !n_given)
        options.schedules = UINT64_MAX;
    return options;
}
