// commands.c: what make exercise, hint, progress, reset and replay do.

#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

static const char *known_name(const char *name)
{
    char **names = all_exercises();
    for (; *names; names++)
        if (strcmp(*names, name) == 0)
            return *names;
    fprintf(stderr, "There is no exercise %s. These are there:\n",
            name);
    for (names = all_exercises(); *names; names++)
        fprintf(stderr, "  %s\n", *names);
    exit(2);
}

static const char *next_unsolved(void)
{
    for (char **names = all_exercises(); *names; names++)
        if (!read_state(*names).solved)
            return *names;
    return NULL;
}

static const char *pick(const char *name)
{
    if (name && *name)
        return known_name(name);
    name = next_unsolved();
    if (!name) {
        puts("All exercises are solved. `make exercise E=…` checks one "
             "again.");
        exit(0);
    }
    return name;
}

// ---- make exercise

static void remember(struct session *session)
{
    enum outcome outcome = session->current->outcome;
    struct state state = read_state(session->exercise.name);
    if (outcome == ERROR || outcome == UNFINISHED)
        return;
    state.attempts += !state.solved;
    if (outcome != FAIL)
        state.solved = true;
    write_state(session->exercise.name, state);
}

int run_exercise(const char *name, const char *answer)
{
    struct session session = {.exercise = open_exercise(pick(name)),
                              .awaited = isatty(STDERR_FILENO)};
    struct exercise *exercise = &session.exercise;
    bool own = !answer || !*answer, fresh = false;
    if (!own && !file_exists(answer)) {
        fprintf(stderr, "There is no file %s.\n", answer);
        return 2;
    }
    if (!own)
        take_answer(exercise, answer);
    else if (!file_exists(exercise->answer)) {
        copy_file(starter_of(exercise), exercise->answer);
        fresh = true;
    }
    session.hints = read_state(exercise->name).hints;
    check_answer(&session);
    const char *said = feedback(&session);
    make_folder(exercise->build);
    if (!write_file(print("%s/results.json", exercise->build),
                    results(&session)))
        checker_fault("%s/results.json cannot be written",
                      exercise->build);
    write_file(print("%s/replay", exercise->build),
               session.problem.again ? session.problem.again : "");
    fputs(said, stdout);
    if (fresh)
        printf("%s is new, made from the starter: edit it.\n",
               exercise->shown);
    if (own)
        remember(&session);
    switch (session.current->outcome) {
    case FAIL:
    case UNFINISHED:
        return 1;
    case ERROR:
        return 3;
    default:
        return 0;
    }
}

int run_hint(const char *name)
{
    struct exercise exercise = open_exercise(pick(name));
    struct state state = read_state(exercise.name);
    int all = 0;
    while (conf_nth(&exercise.conf, "", "hint", all))
        all++;
    int level = state.hints < all ? state.hints : all - 1;
    struct text out = {0};
    add_wrapped(&out, print("Hint %d of %d: ", level + 1, all), "  ",
                conf_nth(&exercise.conf, "", "hint", level));
    const char *section =
        section_name(conf_get(&exercise.conf, "section"));
    if (section)
        add(&out, "  %s.\n", section);
    if (level + 1 == all)
        add(&out, "That is the last one.\n");
    fputs(out.at, stdout);
    state.hints = level + 1;
    write_state(exercise.name, state);
    return 0;
}

int run_progress(void)
{
    int solved = 0, all = 0;
    for (char **names = all_exercises(); *names; names++, all++) {
        struct exercise exercise = open_exercise(*names);
        struct state state = read_state(*names);
        solved += state.solved;
        printf("  %-8s %-22s %-9s level %s  %s\n",
               state.solved     ? "solved"
               : state.attempts ? "begun"
                                : "-",
               *names, conf_get(&exercise.conf, "kind"),
               conf_get(&exercise.conf, "level"),
               conf_get(&exercise.conf, "title"));
    }
    printf("%d of %d solved\n", solved, all);
    return 0;
}

int run_reset(const char *name)
{
    if (!name || !*name) {
        fputs("Say which: make reset E=03-download\n", stderr);
        return 2;
    }
    struct exercise exercise = open_exercise(known_name(name));
    int n = 1;
    const char *kept = NULL;
    if (file_exists(exercise.answer)) {
        while (file_exists(kept = print("%s.%d", exercise.answer, n)))
            n++;
        copy_file(exercise.answer, kept);
    }
    copy_file(starter_of(&exercise), exercise.answer);
    write_state(exercise.name, (struct state){0});
    if (kept)
        printf("Kept as %s: what you had.\n", kept);
    printf("%s is the starter again.\n", exercise.answer);
    return 0;
}

// What shows it again needs no checker; this only spares the typing.
int run_replay(const char *name)
{
    struct exercise exercise = open_exercise(pick(name));
    char *command = read_file(print("%s/replay", exercise.build));
    if (!command || !*command) {
        printf("There is nothing to show again for %s.\n",
               exercise.name);
        return 1;
    }
    printf("%s\n\n", command);
    fflush(stdout);
    if (interleave() && begins(command, "interleave "))
        command =
            print("%s%s", interleave(), command + strlen("interleave"));
    int status = system(print("TERM=dumb %s", command));
    if (status == -1 || WEXITSTATUS(status) == 127)
        checker_fault("that command cannot be run");
    return 0;
}
