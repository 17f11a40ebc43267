// instruments.c: one build for each instrument. Two instruments in one
// build blind each other: the locks of one order the threads for the
// other.

#define _POSIX_C_SOURCE 200809L
#include "instruments.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "process.h"

static const struct {
    const char *name, *flags, *canary;
} instruments[] = {
    // Not -O2, which takes a plain flag out of its loop: there is more
    // to tell of a race that can be seen.
    [PLAIN] = {"plain", "-Og -fno-omit-frame-pointer",
               "int main(void) { return 0; }\n"},
    [WATCHED] = {"watched", "-Og -fno-omit-frame-pointer",
                 "int main(void) { return 0; }\n"},
    [TSAN] = {"tsan", "-O1 -fsanitize=thread",
              "#include <pthread.h>\nint n; void *f(void *a) { n++; "
              "return a; }\n"
              "int main(void) { pthread_t t; pthread_create(&t, 0, f, "
              "0); n++;\n"
              "return pthread_join(t, 0); }\n"},
    [ASAN] =
        {"asan",
         "-O1 -fno-omit-frame-pointer "
         "-fsanitize=address,undefined -fno-sanitize-recover=all",
         "#include <stdlib.h>\nint main(void) { char *volatile p = "
         "malloc(1); free(p); return *p; }\n"},
};

const char *compiler(void)
{
    const char *cc = getenv("CC");
    return cc && *cc ? cc : "cc";
}

bool compile(enum instrument instrument, const char *arguments,
             const char **said)
{
    const char *command = instrument == WATCHED
                              ? print("%s cc", interleave())
                              : compiler();
    struct run run = {.arguments =
                          words_of(print("%s %s", command, arguments)),
                      .variables = print("CC=%s", compiler()),
                      .seconds = 300};
    bool good = run_command(&run);
    if (!good)
        checker_fault("%s cannot be run: is there a C compiler? `make "
                      "doctor` says more",
                      compiler());
    if (run.too_long)
        checker_fault("%s had not ended after five minutes",
                      compiler());
    if (said)
        *said = run.said.at;
    return run.status == 0;
}

const char *flags_of(enum instrument instrument)
{
    return instruments[instrument].flags;
}

const char *name_of(enum instrument instrument)
{
    return instruments[instrument].name;
}

static const char *said_by(const char *command)
{
    struct run run = {.arguments = words_of(command)};
    return run_command(&run) ? run.said.at : "";
}

static bool canary_dies(enum instrument instrument, const char *program)
{
    char *source = print("%s.c", program);
    if (!write_file(source, instruments[instrument].canary))
        checker_fault("%s cannot be written", source);
    bool good =
        compile(instrument,
                print("-pthread %s %s -o %s",
                      instruments[instrument].flags, source, program),
                NULL);
    struct run run = {.arguments = words_of(program),
                      .seconds = 60,
                      .variables = "TSAN_OPTIONS=exitcode=66 "
                                   "ASAN_OPTIONS=exitcode=67",
                      .no_random_addresses = true};
    int expected = instrument == TSAN   ? 66
                   : instrument == ASAN ? 67
                                        : 0;
    good = good && run_command(&run) && run.status == expected;
    unlink(source);
    unlink(program);
    return good;
}

static bool trust = true; // in what canaries have shown before

void distrust_canaries(void)
{
    trust = false;
}

// A canary that died is not asked again by the same compiler.
bool instrument_works(enum instrument instrument)
{
    static int known[4]; // 0: not tried yet
    if (known[instrument])
        return known[instrument] > 0;
    known[instrument] = -1;
    if (without(instruments[instrument].name) ||
        (instrument == WATCHED && !interleave()))
        return false;
    const char *folder = print("%s/build/exercises/canaries", top);
    const char *name = instruments[instrument].name;
    const char *died = print("%s/%s.died", folder, name);
    const char *by = print("%s\n%s", compiler(),
                           said_by(print("%s --version", compiler())));
    const char *last = read_file(died);
    make_folder(folder);
    if ((trust && last && strcmp(last, by) == 0) ||
        canary_dies(instrument,
                    print("%s/%s.%ld", folder, name, (long)getpid()))) {
        known[instrument] = 1;
        write_file(died, by);
    } else {
        remove(died);
    }
    return known[instrument] > 0;
}

enum instrument by_interleave(void)
{
    return instrument_works(WATCHED) ? WATCHED : PLAIN;
}
