// main.c: the command line.

#define _GNU_SOURCE
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "front.h"

static struct program take_program(int argc, char **argv, int first)
{
    if (first >= argc)
        fail(STATUS_FAILED, "no program given; see interleave --help");
    struct program program = find_program(argv + first);
    require_controllable(&program);
    return program;
}

static int command_explore(int argc, char **argv)
{
    struct options options = read_options(argc, argv, true);
    struct program program = take_program(argc, argv, optind);
    return explore(&program, &options);
}

static int command_replay(int argc, char **argv)
{
    struct options options = read_options(argc, argv, false);
    if (optind >= argc)
        fail(STATUS_FAILED, "replay: no schedule given; explore prints "
                            "the command to type");
    const char *text = argv[optind];
    struct schedule schedule = parse_schedule(text);
    struct program program = take_program(argc, argv, optind + 1);
    return replay(&program, &options, &schedule);
}

static char *require_directory(const char *name)
{
    char *path = realpath(name, NULL);
    struct stat st;
    if (!path)
        fail(STATUS_FAILED, "--only: %s: %s", name, strerror(errno));
    if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
        fail(STATUS_FAILED, "--only: %s is not a directory", name);
    return path;
}

_Noreturn static void command_plain(int argc, char **argv)
{
    enum { HELP = 256, VERSION, ONLY };
    static const struct option options[] = {
        {"only", required_argument, NULL, ONLY},
        {"help", no_argument, NULL, HELP},
        {"version", no_argument, NULL, VERSION},
        {NULL, 0, NULL, 0},
    };
    const char *only = NULL;
    int code;
    while ((code = getopt_long(argc, argv, "+:", options, NULL)) !=
           -1) {
        if (code == HELP)
            print_and_exit(help);
        if (code == VERSION)
            print_and_exit("interleave " INTERLEAVE_VERSION "\n");
        if (code != ONLY)
            bad_option(argv);
        only = require_directory(optarg);
    }
    if (optind >= argc)
        fail(STATUS_FAILED, "no program given; see interleave --help");
    struct program program = find_program(argv + optind);
    if (!only)
        require_controllable(&program);
    run_plain(&program, only);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "explore") == 0)
        return command_explore(argc - 1, argv + 1);
    if (argc > 1 && strcmp(argv[1], "replay") == 0)
        return command_replay(argc - 1, argv + 1);
    if (argc > 1 && strcmp(argv[1], "cc") == 0)
        compile(argv + 2);
    command_plain(argc, argv);
}
