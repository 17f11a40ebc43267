// main.c: the checker of the exercises. Use it through make; see
// exercises/README.md.

#define _XOPEN_SOURCE 700
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"

void checker_fault(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fflush(stdout);
    fputs("ERROR, and not your fault: ", stderr);
    vfprintf(stderr, format, args);
    fputs("\nNothing was counted. `make doctor` says what is missing "
          "here.\n",
          stderr);
    va_end(args);
    exit(3);
}

static int usage(void)
{
    fputs("usage: check exercise [NAME [FILE]] | hint [NAME] | "
          "progress |\n"
          "             reset NAME | replay [NAME] | doctor |\n"
          "             selftest [NAME [TIMES]]\n",
          stderr);
    return 2;
}

int main(int argc, char **argv)
{
    const char *command = argc > 1 ? argv[1] : "";
    const char *name = argc > 2 ? argv[2] : NULL;
    const char *more = argc > 3 ? argv[3] : NULL;
    char *here = realpath(".", NULL);
    if (!here)
        checker_fault("this folder has no name");
    if (strchr(here, ' '))
        checker_fault("the path %s has a blank in it: move the book",
                      here);
    top = here;

    if (strcmp(command, "exercise") == 0)
        return run_exercise(name, more);
    if (strcmp(command, "hint") == 0)
        return run_hint(name);
    if (strcmp(command, "progress") == 0)
        return run_progress();
    if (strcmp(command, "reset") == 0)
        return run_reset(name);
    if (strcmp(command, "replay") == 0)
        return run_replay(name);
    if (strcmp(command, "doctor") == 0)
        return run_doctor();
    if (strcmp(command, "selftest") == 0)
        return run_selftest(name, more ? atoi(more) : 1);
    return usage();
}
