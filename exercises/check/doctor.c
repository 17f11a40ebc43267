// doctor.c: what can be checked here, and what cannot.

#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <unistd.h>

#include "check.h"
#include "process.h"

static void line(bool there, const char *name, const char *lost,
                 const char *cure)
{
    if (there)
        printf("  ok       %s\n", name);
    else
        printf("  missing  %s\n           not checked: %s\n           "
               "%s\n",
               name, lost, cure);
}

static bool runs(const char *command)
{
    struct run run = {.arguments = words_of(command), .seconds = 10};
    return run_command(&run) && run.status == 0;
}

int run_doctor(void)
{
    distrust_canaries();
    bool cc = instrument_works(PLAIN);
    printf(
        "What the exercises can be checked with here, on %ld cores:\n",
        sysconf(_SC_NPROCESSORS_ONLN));
    line(cc, print("a C compiler: %s", compiler()), "everything",
         "Install gcc or clang, or name yours: make doctor CC=clang");
    line(interleave() && runs(print("%s --version", interleave())),
         "interleave", "orders of the threads, lost wakeups, polling",
         "It is for Linux; there, `make interleave` builds it.");
    line(cc && instrument_works(TSAN), "ThreadSanitizer",
         "data races on real threads",
         "It comes with gcc (libtsan) and clang (compiler-rt).");
    line(cc && instrument_works(ASAN),
         "AddressSanitizer and UndefinedBehaviorSanitizer",
         "use of memory that is gone",
         "They come with gcc (libasan, libubsan) and clang "
         "(compiler-rt).");
    line(runs("nm --version") && runs("size --version"), "nm and size",
         "which functions an answer uses",
         "They come with the compiler (package binutils).");
    return cc ? 0 : 1;
}
