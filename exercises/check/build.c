// build.c: one build for each instrument. Two instruments in one build
// blind each other: the locks of one order the threads for the other.

#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "process.h"

#define FLAGS "-std=c11 -g -pthread"
#define WARNINGS "-Wall -Wextra -Wpedantic -Wshadow -Werror"

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

static bool compile(enum instrument instrument, const char *arguments,
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

// A line of a compiler's or linker's message, as short as it can be
// read.
static void add_line(struct text *lines, struct session *session,
                     const char *line, size_t length)
{
    char *copy = copy_of(line, length), *at;
    const char *prefixes[] = {print("%s/", session->exercise.folder),
                              print("%s/", session->exercise.build)};
    for (int i = 0; i < 2; i++)
        while ((at = strstr(copy, prefixes[i])))
            memmove(at, at + strlen(prefixes[i]),
                    strlen(at + strlen(prefixes[i])) + 1);
    if (strlen(copy) > 72)
        copy = print("%.69s...", copy);
    add(lines, "  %s\n", copy);
}

// The first message only: those that follow are often of its making.
static const char *first_message(struct session *session,
                                 const char *said)
{
    struct text lines = {0};
    int messages = 0, kept = 0;
    add_bytes(&lines, "", 0);
    while (*said && kept < 12) {
        size_t length = strcspn(said, "\n");
        char *line = copy_of(said, length);
        char *word = strstr(line, "error: ");
        if (word && !strstr(line, "ld returned"))
            messages++;
        if (messages > 1)
            break;
        add_line(&lines, session, said, length);
        kept++;
        said += length + (said[length] == '\n');
    }
    return lines.at;
}

// `undefined reference to `download'` and the like, in words.
static const char *linker_words(const char *said)
{
    static const struct {
        const char *mark, *words;
    } known[] = {
        {"undefined reference to `",
         "%s is called, but no file defines it."},
        {"undefined symbol: ", "%s is called, but no file defines it."},
        {"multiple definition of `",
         "%s is defined twice: in your file, and "
         "in the files of this exercise or book."},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const char *at = strstr(said, known[i].mark);
        if (!at)
            continue;
        at += strlen(known[i].mark);
        char *name = copy_of(at, strcspn(at, "'`;\n\""));
        return print(known[i].words, name);
    }
    return NULL;
}

static enum outcome does_not_build(struct session *session,
                                   const char *said)
{
    struct problem *problem = &session->problem;
    const char *words = linker_words(said);
    problem->id = words                      ? "link"
                  : strstr(said, "[-Werror") ? "warning"
                                             : "compile";
    problem->lines = first_message(session, said);
    if (words)
        problem->headline = words;
    else if (strcmp(problem->id, "warning") == 0)
        problem->headline =
            "The compiler warns of something in your file.";
    else
        problem->headline =
            "The compiler does not understand your file yet.";
    if (words)
        problem->lines = NULL;
    return UNFINISHED;
}

// The exercise's folder first: its header may stand for one of the
// book's.
static const char *include_of(struct session *session)
{
    return print("-I%s -Iexercises/world -Icode/lib",
                 session->exercise.folder);
}

static const char *build_program(struct session *session,
                                 enum instrument instrument,
                                 const char **said)
{
    struct exercise *exercise = &session->exercise;
    char *program =
        print("%s/%s", exercise->build, instruments[instrument].name);
    bool good = compile(
        instrument,
        print(FLAGS " %s %s -DPASSED=%d -DOBSERVED=%d %s %s/harness.c "
                    "exercises/world/world.c exercises/world/events.c "
                    "code/lib/event.c -lm -o %s",
              instruments[instrument].flags, include_of(session),
              session->passed_status, OBSERVED_STATUS, exercise->answer,
              exercise->folder, program),
        said);
    return good ? program : NULL;
}

// The flags of the book's Makefile: some warnings need -O2.
enum outcome builds(struct session *session)
{
    struct exercise *exercise = &session->exercise;
    const char *said, *object = print("%s/answer.o", exercise->build);
    make_folder(exercise->build);
    if (!compile(PLAIN,
                 print(FLAGS " " WARNINGS " -O2 %s -c %s -o %s",
                       include_of(session), exercise->answer, object),
                 &said))
        return does_not_build(session, said);
    const char *version = conf_get(&exercise->conf, "right");
    session->programs[PLAIN] =
        version ? build_version(session, version, &said)
                : build_program(session, PLAIN, &said);
    return session->programs[PLAIN] ? PASS
                                    : does_not_build(session, said);
}

bool instrument_works(enum instrument instrument)
{
    static int known[4]; // 0: not tried yet
    if (known[instrument])
        return known[instrument] > 0;
    known[instrument] = -1;
    if (without(instruments[instrument].name) ||
        (instrument == WATCHED && !interleave()))
        return false;
    char *folder = print("%s/build/exercises/canaries", top);
    char *program = print("%s/%s.%ld", folder,
                          instruments[instrument].name, (long)getpid());
    char *source = print("%s.c", program);
    make_folder(folder);
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
    if (good && run_command(&run)) {
        int expected = instrument == TSAN   ? 66
                       : instrument == ASAN ? 67
                                            : 0;
        if (run.status == expected)
            known[instrument] = 1;
    }
    unlink(source);
    unlink(program);
    return known[instrument] > 0;
}

const char *program_for(struct session *session,
                        enum instrument instrument)
{
    const char *said;
    if (!session->programs[instrument] &&
        instrument_works(instrument)) {
        session->programs[instrument] =
            build_program(session, instrument, &said);
        if (!session->programs[instrument])
            checker_fault("the build for %s failed:\n%s",
                          instruments[instrument].name, said);
    }
    return session->programs[instrument];
}

// By interleave, which shows a version's races; else as they are.
static enum instrument versions_by(void)
{
    return instrument_works(WATCHED) ? WATCHED : PLAIN;
}

// Compile what all versions have in common, from the answer on, into
// session->common. Only the answer keeps its lines: a run shows no
// others.
static bool compile_common(struct session *session, const char *flags,
                           const char **said)
{
    struct exercise *exercise = &session->exercise;
    const char *with = conf_get(&exercise->conf, "with");
    const char *sources =
        print("%s %s/versions/%s.c "
              "exercises/world/world.c %s",
              exercise->answer, exercise->folder,
              conf_get(&exercise->conf, "module"), with ? with : "");
    const char *objects = "", *source, *debug = "-g";
    for (int i = 0; (source = next_word(&sources));
         i++, debug = "-g0") {
        const char *object = print("%s/common%d.o", exercise->build, i);
        if (!compile(versions_by(),
                     print("%s %s -c %s -o %s", flags, debug, source,
                           object),
                     said))
            return false;
        objects = print("%s %s", objects, object);
    }
    session->common = objects;
    return true;
}

const char *build_version(struct session *session, const char *version,
                          const char **said)
{
    struct exercise *exercise = &session->exercise;
    const char *module = conf_get(&exercise->conf, "module");
    const char *flags = print(FLAGS " %s %s -DPASSED=0 -DOBSERVED=%d",
                              instruments[versions_by()].flags,
                              include_of(session), OBSERVED_STATUS);
    const char *program = print("%s/%s", exercise->build, version);
    const char *source = "";
    if (!session->common && !compile_common(session, flags, said))
        return NULL;
    if (strcmp(version, module) != 0)
        source = print("%s/versions/%s.c", exercise->folder, version);
    bool good = compile(versions_by(),
                        print("%s -g0 %s %s -lm -o %s", flags, source,
                              session->common, program),
                        said);
    return good ? program : NULL;
}

const char *build_given(struct session *session, const char *source,
                        const char **said)
{
    char *program =
        print("%s/%s", session->exercise.build, base_name(source));
    *strrchr(program, '.') = '\0';
    bool good = compile(PLAIN,
                        print("-std=c11 -g -pthread -Icode/lib %s "
                              "code/lib/event.c -o %s",
                              source, program),
                        said);
    return good ? program : NULL;
}
