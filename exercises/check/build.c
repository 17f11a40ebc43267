// build.c: the programs that an answer becomes, and the first message
// of a compiler or linker that does not take it.

#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "instruments.h"

#define WARNINGS "-Wall -Wextra -Wpedantic -Wshadow -Werror"

// A line of a compiler's or linker's message, as short as it can be
// read.
static void add_line(struct text *lines, struct session *session,
                     const char *line, size_t length)
{
    char *copy = copy_of(line, length), *at;
    // The end of the first is like the second.
    const char *prefixes[] = {print("%s/", session->exercise.build),
                              print("%s/", session->exercise.folder)};
    for (int i = 0; i < 2; i++)
        while ((at = strstr(copy, prefixes[i])))
            memmove(at, at + strlen(prefixes[i]),
                    strlen(at + strlen(prefixes[i])) + 1);
    if (*copy != ' ' && strstr(copy, "error: ")) { // no line of source
        add_wrapped(lines, "  ", "      ", copy);
        return;
    }
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

// `undefined reference to `download'` and the like, in words; false if
// it was not the linker who spoke.
static bool linker_problem(struct problem *problem, const char *said)
{
    static const struct {
        const char *mark, *id, *words;
    } known[] = {
        {"undefined reference to `", "link",
         "%s is called, but no file defines it."},
        {"undefined symbol: ", "link",
         "%s is called, but no file defines it."},
        {"multiple definition of `", "defined-twice",
         "%s is defined twice: in your file, and "
         "in the files of this exercise or book."},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const char *at = strstr(said, known[i].mark);
        if (!at)
            continue;
        at += strlen(known[i].mark);
        char *name = copy_of(at, strcspn(at, "'`;\n\""));
        problem->id = known[i].id;
        problem->headline = print(known[i].words, name);
        return true;
    }
    return false;
}

// The first line that says what is not right; "" if there is none.
static const char *error_line(const char *said)
{
    const char *at = strstr(said, "error: ");
    return at ? copy_of(at, strcspn(at, "\n")) : "";
}

// As gcc and clang say it.
static bool misses_a_name(const char *line)
{
    static const char *const ways[] = {
        "unknown type name",    "undeclared",
        "implicit declaration", "storage size of",
        "incomplete type",      "invalid use of undefined type",
    };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (strstr(line, ways[i]))
            return true;
    return false;
}

static enum outcome does_not_build(struct session *session,
                                   const char *said)
{
    struct problem *problem = &session->problem;
    const char *line = error_line(said);
    if (linker_problem(problem, said))
        return UNFINISHED;
    problem->lines = first_message(session, said);
    if (misses_a_name(line)) {
        problem->id = "unknown-name";
        problem->headline =
            "The compiler does not know a name in your file.";
    } else if (strstr(line, "[-Werror")) {
        problem->id = "warning";
        problem->headline =
            "The compiler warns of something in your file.";
    } else {
        problem->id = "compile";
        problem->headline =
            "The compiler does not understand your file yet.";
    }
    return UNFINISHED;
}

// The exercise's folder first: its header may stand for one of the
// book's.
static const char *include_of(struct session *session)
{
    return print("-I%s -Iexercises/world -Icode/lib",
                 session->exercise.folder);
}

// What an answer is linked with: its harness, its world, the event.
static const char *given_objects(struct session *session,
                                 enum instrument instrument,
                                 const char *options)
{
    const char *folder = session->exercise.folder;
    const char *sources[] = {
        print("%s/harness.c", folder), "exercises/world/world.c",
        "exercises/world/events.c", "code/lib/event.c"};
    const char *objects = "";
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        objects =
            print("%s %s", objects,
                  kept_object(instrument, options, sources[i], folder));
    return objects;
}

// The checker draws the status, so that exit(0) is no answer.
static const char *ends_object(enum instrument instrument)
{
    return kept_object(
        instrument,
        print("%s -DPASSED=%d", flags_of(instrument), passed_status()),
        "exercises/world/ends.c", "exercises/world");
}

static const char *build_program(struct session *session,
                                 enum instrument instrument,
                                 const char **said)
{
    struct exercise *exercise = &session->exercise;
    const char *options =
        print("%s %s -DOBSERVED=%d", flags_of(instrument),
              include_of(session), OBSERVED_STATUS);
    char *program =
        print("%s/%s", exercise->build, name_of(instrument));
    bool good = compile(
        instrument,
        print(FLAGS " %s %s %s %s -lm -o %s", options, exercise->answer,
              ends_object(instrument),
              given_objects(session, instrument, options), program),
        said);
    return good ? program : NULL;
}

// The flags of the book's Makefile: some warnings need -O2.
enum outcome builds(struct session *session)
{
    struct exercise *exercise = &session->exercise;
    const char *said, *object = print("%s/answer.o", exercise->build);
    enum instrument instrument = by_interleave();
    if (session->built)
        return PASS;
    make_folder(exercise->build);
    if (!compile(PLAIN,
                 print(FLAGS " " WARNINGS " -O2 %s -c %s -o %s",
                       include_of(session), exercise->answer, object),
                 &said))
        return does_not_build(session, said);
    const char *version = conf_get(&exercise->conf, "right");
    session->programs[instrument] =
        version ? build_version(session, version, &said)
                : build_program(session, instrument, &said);
    return session->programs[instrument]
               ? PASS
               : does_not_build(session, said);
}

const char *program_for(struct session *session,
                        enum instrument instrument)
{
    const char *said;
    if (!session->programs[instrument] &&
        (instrument == PLAIN || instrument_works(instrument))) {
        session->programs[instrument] =
            build_program(session, instrument, &said);
        if (!session->programs[instrument])
            checker_fault("the build for %s failed:\n%s",
                          name_of(instrument), said);
    }
    return session->programs[instrument];
}

static const char *version_source(struct session *session,
                                  const char *version)
{
    return print("%s/versions/%s.c", session->exercise.folder, version);
}

// Compile what all versions have in common, from the answer on, into
// session->common. Only the answer keeps its lines: a run shows no
// others.
static bool compile_common(struct session *session, const char *options,
                           const char *no_lines, const char **said)
{
    struct exercise *exercise = &session->exercise;
    const struct conf *conf = &exercise->conf;
    const char *with = conf_get(conf, "with");
    const char *objects = print("%s/test.o", exercise->build), *source;
    if (!compile(by_interleave(),
                 print(FLAGS " %s -c %s -o %s", options,
                       exercise->answer, objects),
                 said))
        return false;
    const char *sources =
        print("%s exercises/world/world.c %s",
              version_source(session, conf_get(conf, "module")),
              with ? with : "");
    while ((source = next_word(&sources)))
        objects = print("%s %s", objects,
                        kept_object(by_interleave(), no_lines, source,
                                    exercise->folder));
    session->common = objects;
    return true;
}

const char *build_version(struct session *session, const char *version,
                          const char **said)
{
    struct exercise *exercise = &session->exercise;
    const char *module = conf_get(&exercise->conf, "module");
    const char *options =
        print("%s %s -DOBSERVED=%d", flags_of(by_interleave()),
              include_of(session), OBSERVED_STATUS);
    const char *no_lines = print("%s -g0", options);
    const char *program = print("%s/%s", exercise->build, version);
    const char *object = "";
    if (session->built && file_exists(program))
        return program;
    if (!session->common &&
        !compile_common(session, options, no_lines, said))
        return NULL;
    if (strcmp(version, module) != 0)
        object = kept_object(by_interleave(), no_lines,
                             version_source(session, version),
                             exercise->folder);
    bool good = compile(by_interleave(),
                        print(FLAGS " %s %s %s -lm -o %s", options,
                              object, session->common, program),
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
