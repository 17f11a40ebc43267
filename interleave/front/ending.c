// ending.c: what stands below the timeline, and the colours of both.

#define _POSIX_C_SOURCE 200809L
#include <string.h>

#include "show.h"

const char *colour(const struct story *story, uint32_t thread)
{
    static const char *const codes[] = {
        "\033[36m", "\033[33m", "\033[35m", "\033[32m", "\033[34m",
    };
    return story->options->colour ? codes[thread % 5] : "";
}

const char *dim(const struct story *story)
{
    return story->options->colour ? "\033[2m" : "";
}

const char *bold(const struct story *story)
{
    return story->options->colour ? "\033[1m" : "";
}

const char *normal(const struct story *story)
{
    return story->options->colour ? "\033[0m" : "";
}

// What the program wrote to stderr: assertions, sanitizers' reports.
static void put_errors(const struct story *story)
{
    enum { MOST = 40 };
    const char *at = story->errors.data;
    if (*at != '\0')
        puts("\nIt wrote to stderr:");
    for (int line = 0; *at != '\0'; line++) {
        size_t n = strcspn(at, "\n");
        if (line == MOST) {
            puts("  ...");
            return;
        }
        printf("  %.*s\n", (int)n, at);
        at += n + (at[n] == '\n');
    }
}

static void put_standing(const struct story *story, uint32_t thread)
{
    uint64_t pc = story->shared->standing[thread].pc;
    const struct place *place = place_of(&story->symbols, pc, false);
    char text[300];
    tell_standing(story, thread, text, sizeof(text));
    printf("  %s%s%s %s", colour(story, thread),
           label_of(story, thread), normal(story), text);
    if (place->file)
        printf(", at %s:%d", place->file, place->line);
    putchar('\n');
}

// Who waits for whom.
static void put_standings(const struct story *story)
{
    enum { MOST = 20 };
    uint32_t n = story->shared->result.n_standing, shown = 0;
    puts("\nWhere the threads stand:");
    for (uint32_t i = 0; i < n; i++) {
        if (story->shared->standing[i].state == THREAD_ENDED)
            continue;
        if (shown++ < MOST)
            put_standing(story, i);
    }
    if (shown > MOST)
        printf("  ... and %u more\n", shown - MOST);
}

// How much of a text fits into a line, broken at a space.
size_t fitting(const char *text, size_t room)
{
    size_t n = strlen(text);
    if (n <= room)
        return n;
    for (n = room; n > 0; n--) {
        if (text[n] == ' ')
            return n;
    }
    return room;
}

static void put_sentence(const struct story *story)
{
    printf("\n%s", bold(story));
    for (const char *text = story->sentence; *text != '\0';) {
        size_t n = fitting(text, WIDTH);
        printf("%.*s\n", (int)n, text);
        text += n;
        text += strspn(text, " ");
    }
    printf("%s", normal(story));
}

void print_ending(const struct story *story)
{
    enum failure failure = story->verdict.failure;
    if (story->symbols.tools_missing)
        puts("(install addr2line and nm, of the package binutils, to "
             "see "
             "names and lines)");
    put_errors(story);
    if (failure == FAILURE_DEADLOCK || failure == FAILURE_SPIN)
        put_standings(story);
    if (failure == FAILURE_RACE)
        print_accesses(story);
    put_sentence(story);
}
