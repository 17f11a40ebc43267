// schedule.c: a schedule as text, for one line of a shell.
//
//   schedule = "-" | [ deviation { "," deviation } ] [ "@" points ]
//   deviation = STEP ":" THREAD [ "l" | "s" ]   decimal
//   points = OFFSET { "," OFFSET }              hexadecimal
//
// "17:2" says: at step 17 thread 2 goes on, whatever the default schedule
// would do. l: its deadline passes now; s: a condition variable wakes it
// for no reason. Points are instructions of the program, at which a
// thread that is about to touch memory counts a step.

#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "front.h"

_Noreturn static void bad_schedule(const char *text, const char *at)
{
    fail(STATUS_FAILED,
         "bad schedule at character %d of '%.60s'; it is "
         "- or STEP:THREAD,... as explore prints it",
         (int)(at - text) + 1, text);
}

// Reads a number below `limit` at *at and moves on.
static uint32_t read_number(const char *text, const char **at, int base,
                            uint64_t limit)
{
    char *end;
    errno = 0;
    const char *digits = base == 10 ? "0123456789" : "0123456789abcdef";
    if (**at == '\0' || !strchr(digits, **at))
        bad_schedule(text, *at);
    unsigned long long number = strtoull(*at, &end, base);
    if (errno != 0 || number >= limit)
        bad_schedule(text, *at);
    *at = end;
    return (uint32_t)number;
}

static struct forced read_deviation(const char *text, const char **at)
{
    struct forced forced = {.how = HOW_NORMAL};
    forced.step = read_number(text, at, 10, UINT32_MAX);
    if (**at != ':')
        bad_schedule(text, *at);
    ++*at;
    forced.thread = (uint16_t)read_number(text, at, 10, MAX_THREADS);
    if (**at == 'l')
        forced.how = HOW_LATE;
    if (**at == 's')
        forced.how = HOW_SPURIOUS;
    *at += forced.how != HOW_NORMAL;
    return forced;
}

static const char *read_deviations(struct schedule *schedule,
                                   const char *text)
{
    const char *at = text;
    for (;; at++) {
        uint32_t n = schedule->n_forced;
        const char *start = at;
        struct forced forced = read_deviation(text, &at);
        if (n == MAX_FORCED ||
            (n > 0 && forced.step <= schedule->forced[n - 1].step))
            bad_schedule(text, start);
        schedule->forced =
            reallocate(schedule->forced, (n + 1) * sizeof(forced));
        schedule->forced[schedule->n_forced++] = forced;
        if (*at != ',')
            return at;
    }
}

struct schedule parse_schedule(const char *text)
{
    struct schedule schedule = {NULL, 0, NULL, 0};
    const char *at = text;
    if (*text == '-')
        at++;
    else if (*text != '@')
        at = read_deviations(&schedule, text);
    if (*at == '\0')
        return schedule;
    if (*at != '@')
        bad_schedule(text, at);
    do {
        at++;
        uint32_t n = schedule.n_points;
        if (n == MAX_POINTS)
            bad_schedule(text, at);
        schedule.points =
            reallocate(schedule.points, (n + 1) * sizeof(uint32_t));
        schedule.points[schedule.n_points++] =
            read_number(text, &at, 16, UINT32_MAX);
    } while (*at == ',');
    if (*at != '\0')
        bad_schedule(text, at);
    return schedule;
}

void print_schedule(FILE *to, const struct schedule *schedule)
{
    if (schedule->n_forced == 0 && schedule->n_points == 0)
        fputc('-', to);
    for (uint32_t i = 0; i < schedule->n_forced; i++) {
        const struct forced *forced = &schedule->forced[i];
        static const char *const hows[] = {"", "l", "s"};
        fprintf(to, "%s%u:%u%s", i > 0 ? "," : "", forced->step,
                forced->thread, hows[forced->how]);
    }
    for (uint32_t i = 0; i < schedule->n_points; i++)
        fprintf(to, "%c%x", i > 0 ? ',' : '@', schedule->points[i]);
}

static void *copy_of(const void *data, size_t size)
{
    void *copy = allocate(size);
    if (size > 0)
        memcpy(copy, data, size);
    return copy;
}

struct schedule copy_schedule(const struct schedule *schedule)
{
    return (struct schedule){
        .forced = copy_of(schedule->forced,
                          schedule->n_forced * sizeof(struct forced)),
        .n_forced = schedule->n_forced,
        .points = copy_of(schedule->points,
                          schedule->n_points * sizeof(uint32_t)),
        .n_points = schedule->n_points,
    };
}

void free_schedule(struct schedule *schedule)
{
    free(schedule->forced);
    free(schedule->points);
    *schedule = (struct schedule){NULL, 0, NULL, 0};
}
