// exercise.c: finds the exercises, and what is there to check them
// with.

#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "check.h"

const char *top;

void make_folder(const char *path)
{
    char *copy = print("%s", path);
    for (char *slash = copy + 1; (slash = strchr(slash, '/'));
         slash++) {
        *slash = '\0';
        mkdir(copy, 0777);
        *slash = '/';
    }
    if (mkdir(copy, 0777) != 0 && errno != EEXIST)
        checker_fault("%s cannot be made: %s", path, strerror(errno));
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char **all_exercises(void)
{
    char **names = NULL;
    size_t n = 0;
    DIR *folder = opendir("exercises");
    if (!folder)
        checker_fault(
            "no folder exercises/ here: run make at the top of "
            "the tree");
    struct dirent *entry;
    while ((entry = readdir(folder))) {
        if (!file_exists(
                print("exercises/%s/exercise.conf", entry->d_name)))
            continue;
        names = realloc(names, (n + 2) * sizeof *names);
        if (!names)
            abort();
        names[n++] = print("%s", entry->d_name);
    }
    closedir(folder);
    if (n == 0)
        checker_fault("exercises/ holds no exercise");
    names[n] = NULL;
    qsort(names, n, sizeof *names, by_name);
    return names;
}

struct exercise open_exercise(const char *name)
{
    struct exercise exercise = {.name = name};
    exercise.folder = print("exercises/%s", name);
    exercise.conf =
        read_conf(print("%s/exercise.conf", exercise.folder));
    static const char *const needed[] = {
        "title", "kind", "level", "file", "section", "hint", "harder"};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!conf_get(&exercise.conf, needed[i]))
            checker_fault("%s: no line `%s = …`", exercise.conf.path,
                          needed[i]);
    exercise.answer = print("%s/%s", exercise.folder,
                            conf_get(&exercise.conf, "file"));
    exercise.shown = exercise.answer;
    exercise.build = print("%s/build/exercises/%s", top, name);
    return exercise;
}

const char *starter_of(const struct exercise *exercise)
{
    const char *dot = strrchr(conf_get(&exercise->conf, "file"), '.');
    return print("%s/starter%s", exercise->folder, dot ? dot : "");
}

void copy_file(const char *from, const char *to)
{
    char *text = read_file(from);
    if (!text)
        checker_fault("%s cannot be read", from);
    if (!write_file(to, text))
        checker_fault("%s cannot be written", to);
}

void take_answer(struct exercise *exercise, const char *path)
{
    make_folder(exercise->build);
    exercise->shown = path;
    exercise->answer = print("%s/%s", exercise->build,
                             conf_get(&exercise->conf, "file"));
    copy_file(path, exercise->answer);
}

bool without(const char *instrument)
{
    const char *list = getenv("CHECK_WITHOUT");
    return list && has_word(list, instrument);
}

const char *interleave(void)
{
    if (without("interleave"))
        return NULL;
    char *path = print("%s/build/interleave/interleave", top);
    return file_exists(path) ? path : NULL;
}
