// cc.c: `interleave cc`: the compiler, made to tell about each access.
//
// The compiler instruments for ThreadSanitizer; the program is linked
// with our runtime (cc/runtime.c) in place of the sanitizer's. So the
// driver must not know: it would link the sanitizer's own. gcc's cc1 gets
// the option from a specs file, clang's from -Xclang.

#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "show.h"

// Functions of the C library that the runtime stands before. The compiler
// must call them, and not put their work in place of the call.
static const char *const wrapped[] = {
    "memcpy", "memmove", "memset", "memcmp", "strlen",
    "strcpy", "strncpy", "strcat", "strcmp", "strncmp",
};

struct command {
    const char **words;
    size_t n;
};

static void add(struct command *command, const char *word)
{
    command->words =
        reallocate(command->words, (command->n + 2) * sizeof(char *));
    command->words[command->n++] = word;
    command->words[command->n] = NULL;
}

static void add_joined(struct command *command, const char *a,
                       const char *b)
{
    char *word = allocate(strlen(a) + strlen(b) + 1);
    strcpy(word, a);
    strcat(word, b);
    add(command, word);
}

// CC may hold options too: "gcc -m64".
static struct command compiler(void)
{
    struct command command = {NULL, 0};
    const char *cc = getenv("CC");
    char *words = strdup(cc && *cc ? cc : "cc");
    for (char *word = strtok(words, " "); word;
         word = strtok(NULL, " "))
        add(&command, word);
    if (command.n == 0)
        add(&command, "cc");
    return command;
}

// The value of a macro that the compiler defines by itself, 0 if none.
static int macro(const char *macros, const char *name)
{
    const char *at = strstr(macros, name);
    return at ? atoi(at + strlen(name)) : 0;
}

static char *ask_macros(const struct command *cc)
{
    struct command question = {NULL, 0};
    for (size_t i = 0; i < cc->n; i++)
        add(&question, cc->words[i]);
    add(&question, "-dM");
    add(&question, "-E");
    add(&question, "-xc");
    add(&question, "/dev/null");
    char *macros = run_tool(question.words, "", 0);
    free(question.words);
    if (!macros || !strstr(macros, "#define __GNUC__ "))
        fail(STATUS_FAILED,
             "cc: '%s' is neither gcc nor clang, or cannot "
             "be run; set CC to one of them",
             cc->words[0]);
    return macros;
}

static void add_for_clang(struct command *command, int version)
{
    if (version < 11)
        fail(STATUS_FAILED,
             "cc: clang %d is too old: 11 or later is "
             "needed",
             version);
    add(command, "-Qunused-arguments"); // when it only links
    add(command, "-Xclang");
    add(command, "-fsanitize=thread");
    add(command, "-mllvm");
    add(command, "-tsan-distinguish-volatile=1");
}

static void add_for_gcc(struct command *command, int version)
{
    char specs[PATH_MAX];
    find_own("gcc.specs", specs);
    add_joined(command, "-specs=", specs);
    if (version < 11)
        return;
    add(command, "--param=tsan-distinguish-volatile=1");
    add(command, "-Wno-tsan"); // fences are seen, unlike there
    for (size_t i = 0; i < sizeof(wrapped) / sizeof(wrapped[0]); i++)
        add_joined(command, "-fno-builtin-", wrapped[i]);
}

static void add_instrumentation(struct command *command)
{
    char *macros = ask_macros(command);
    int clang = macro(macros, "#define __clang_major__ ");
    add(command, "-g");
    if (clang > 0)
        add_for_clang(command, clang);
    else
        add_for_gcc(command, macro(macros, "#define __GNUC__ "));
    free(macros);
}

static bool is_one_of(const char *word, const char *const *words)
{
    while (*words && strcmp(word, *words) != 0)
        words++;
    return *words;
}

static bool ends_in(const char *word, const char *ending)
{
    size_t length = strlen(word), behind = strlen(ending);
    return length > behind &&
           strcmp(word + length - behind, ending) == 0;
}

// Whether something is there to be instrumented: not when all that is
// named is to be linked only.
static bool compiles(char **args)
{
    for (; *args; args++) {
        if (strcmp(*args, "-o") == 0 && args[1])
            args++;
        else if (strcmp(*args, "-x") == 0 ||
                 (**args != '-' && !ends_in(*args, ".o") &&
                  !ends_in(*args, ".a") && !ends_in(*args, ".so")))
            return true;
    }
    return false;
}

// Whether the compiler will call the linker, and for a whole program.
static bool links(char **args)
{
    static const char *const stop[] = {
        "-c", "-S", "-E", "-M", "-MM", "-fsyntax-only", "-r", NULL};
    for (; *args; args++) {
        if (is_one_of(*args, stop))
            return false;
    }
    return true;
}

static void add_runtime(struct command *command)
{
    char runtime[PATH_MAX];
    find_own("libinterleave-cc.a", runtime);
    add(command, "-xnone");
    add_joined(command, runtime, "");
    for (size_t i = 0; i < sizeof(wrapped) / sizeof(wrapped[0]); i++)
        add_joined(command, "-Wl,--wrap=", wrapped[i]);
    add(command, "-ldl"); // where dlsym is not in the C library itself
}

static void refuse_sanitizer(const char *word)
{
    static const char option[] = "-fsanitize=";
    if (strncmp(word, option, sizeof(option) - 1) == 0 &&
        strstr(word, "thread"))
        fail(STATUS_FAILED,
             "cc: leave out %s: interleave's own runtime "
             "takes the sanitizer's place",
             word);
}

_Noreturn void compile(char **args)
{
    if (!*args)
        fail(STATUS_FAILED,
             "cc: give it what you would give the "
             "compiler, such as: interleave cc -o stop stop.c");
    struct command command = compiler();
    if (compiles(args))
        add_instrumentation(&command);
    for (char **arg = args; *arg; arg++) {
        refuse_sanitizer(*arg);
        add(&command, *arg);
    }
    // It has other names for what the runtime stands before, and some
    // compilers turn it on by themselves.
    if (compiles(args))
        add(&command, "-U_FORTIFY_SOURCE");
    if (links(args))
        add_runtime(&command);
    execvp(command.words[0], (char **)command.words);
    fail(STATUS_FAILED, "cc: cannot run %s: %s", command.words[0],
         strerror(errno));
}
