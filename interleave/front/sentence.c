// sentence.c: one sentence on what went wrong.

#define _GNU_SOURCE
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "show.h"

static bool waits(const struct story *story, uint32_t thread)
{
    return thread < story->shared->result.n_standing &&
           story->shared->standing[thread].state == THREAD_WAITING;
}

// Follows who holds what `thread` waits for; whether that leads back.
static bool in_circle(const struct story *story, uint32_t thread)
{
    uint32_t at = thread;
    for (uint32_t hops = 0; hops < story->n_threads; hops++) {
        if (!waits(story, at))
            return false;
        at = story->shared->standing[at].holder;
        if (at == thread)
            return true;
    }
    return false;
}

static bool any_in_circle(const struct story *story)
{
    for (uint32_t i = 0; i < story->shared->result.n_standing; i++) {
        if (in_circle(story, i))
            return true;
    }
    return false;
}

enum { WAITERS_NAMED = 4 };

// "main waits for mutex b, which 1 task holds; 1 task waits ..."
static void list_waiters(const struct story *story, bool circle,
                         FILE *to)
{
    uint32_t named = 0, left = 0;
    for (uint32_t i = 0; i < story->shared->result.n_standing; i++) {
        char text[300];
        if (!waits(story, i) || (circle && !in_circle(story, i)))
            continue;
        if (named == WAITERS_NAMED) {
            left++;
            continue;
        }
        tell_standing(story, i, text, sizeof(text));
        fprintf(to, "%s%s %s", named++ > 0 ? "; " : "",
                label_of(story, i), text);
    }
    if (left > 0)
        fprintf(to, "; %u more wait", left);
}

// Whether some thread waits to be woken, which nobody will do.
static bool awaits_wakeup(const struct story *story)
{
    for (uint32_t i = 0; i < story->shared->result.n_standing; i++) {
        if (waits(story, i) &&
            story->shared->standing[i].kind == KIND_COND_WAIT &&
            story->shared->standing[i].holder == NO_THREAD)
            return true;
    }
    return false;
}

static void tell_deadlock(const struct story *story, FILE *to)
{
    bool circle = any_in_circle(story);
    fputs("Deadlock: ", to);
    list_waiters(story, circle, to);
    if (circle)
        fputs(": none of them can ever go on.", to);
    else if (awaits_wakeup(story))
        fputs(", and nobody is left to wake a waiting thread.", to);
    else
        fputs(", and nobody is left who could change that.", to);
}

static void put_place(const struct story *story, uint64_t pc,
                      bool exact, FILE *to)
{
    const struct place *place = place_of(&story->symbols, pc, exact);
    if (place->file)
        fprintf(to, " at %s:%d", place->file, place->line);
}

// Puts the place that the library gave as an address; returns what
// follows.
static const char *put_marked(const struct story *story,
                              const char *mark, FILE *to)
{
    char *end;
    put_place(story, strtoull(mark + strlen(PLACE_MARK), &end, 16),
              false, to);
    return *end == ']' ? end + 1 : end;
}

// The library speaks of "thread 1"; say its name as well.
static void put_message(const struct story *story, const char *message,
                        FILE *to)
{
    static const char word[] = "thread ";
    size_t length = sizeof(word) - 1;
    while (*message != '\0') {
        if (strncmp(message, PLACE_MARK, strlen(PLACE_MARK)) == 0) {
            message = put_marked(story, message, to);
            continue;
        }
        if (strncmp(message, word, length) != 0 ||
            !isdigit((unsigned char)message[length])) {
            fputc(*message++, to);
            continue;
        }
        char *end;
        unsigned long number = strtoul(message + length, &end, 10);
        fputs(label_of(story, (uint32_t)number), to);
        message = end;
    }
}

// A line of the program's stderr that holds `mark`, or NULL.
static const char *error_line(const struct story *story,
                              const char *mark, int *length)
{
    const char *found = strstr(story->errors.data, mark);
    if (!found)
        return NULL;
    while (found > story->errors.data && found[-1] != '\n')
        found--;
    *length = (int)strcspn(found, "\n");
    return found;
}

static const struct event *last_event(const struct story *story)
{
    uint32_t n = story->shared->result.n_events;
    return n > 0 ? &story->shared->events[n - 1] : NULL;
}

// glibc: "prog: dir/file.c:12: func: Assertion `x > 0' failed."
static bool tell_assertion(const struct story *story, FILE *to)
{
    int length;
    const char *line = error_line(story, "ssertion", &length);
    if (!line)
        return false;
    const char *mark = strstr(line, ": Assertion `");
    const char *place = memmem(line, (size_t)length, ": ", 2);
    if (!mark || !place || mark > line + length) {
        fprintf(to, "an assertion failed: %.*s", length, line);
        return true;
    }
    place += 2;
    const char *end = place + strcspn(place, " ");
    for (const char *at = place; at < end; at++)
        place = *at == '/' ? at + 1 : place;
    fprintf(to, "the assertion %.*s at %.*s.",
            (int)(line + length - mark) - 13, mark + 12,
            (int)(end - place) - 1, place);
    return true;
}

static void tell_crash(const struct story *story, FILE *to)
{
    const char *name = signal_name(story->verdict.detail);
    const struct event *event = last_event(story);
    const struct result *result = &story->shared->result;
    int length;
    bool asserted = error_line(story, "ssertion", &length) != NULL;
    fputs("Crash: ", to);
    if (event)
        fprintf(to, asserted ? "in %s " : "%s got ",
                label_of(story, event->thread));
    if (tell_assertion(story, to))
        return;
    if (name)
        fputs(name, to);
    else
        fprintf(to, "signal %d", story->verdict.detail);
    if (result->pc != 0)
        put_place(story, result->pc, false, to);
    else if (event && event_place(story, event)->file)
        fprintf(to, ", some time after %s:%d",
                event_place(story, event)->file,
                event_place(story, event)->line);
    fputc('.', to);
}

static void tell_spin(const struct story *story, FILE *to)
{
    const struct result *result = &story->shared->result;
    const struct event *event = last_event(story);
    static const char *const ways[] = {
        "",
        "its threads only sleep and look, again and again",
        "its threads run and run while time stands still",
        "its threads look again and again, with pauses",
    };
    if (result->outcome == OUTCOME_SPIN) {
        fputs("Spin: ", to);
        put_message(story, result->message, to);
        put_place(story, result->pc, false, to);
    } else {
        fprintf(to, "Never ends: after %s steps %s",
                grouped(result->steps), ways[result->budget % 4]);
        if (event && event_place(story, event)->file)
            fprintf(to, "; %s ran last, at %s:%d",
                    label_of(story, event->thread),
                    event_place(story, event)->file,
                    event_place(story, event)->line);
    }
    fputc('.', to);
}

static void tell_exit(const struct story *story, FILE *to)
{
    int length;
    const char *summary = error_line(story, "SUMMARY: ", &length);
    fprintf(to, "Exit status: the program ended with %d, expected %d",
            story->verdict.detail, story->options->status);
    if (summary)
        fprintf(to, "; it said \"%.*s\"", length, summary);
    fputc('.', to);
}

static void put_line(const char *at, const char *end, FILE *to)
{
    if (at >= end)
        fputs("nothing more", to);
    else
        fprintf(to, "\"%.*s\"", (int)strcspn(at, "\n"), at);
}

static void tell_output(const struct story *story, FILE *to)
{
    const char *got = story->output.data, *want = story->expected;
    const char *got_end = got + story->output.size;
    const char *want_end = want + story->expected_size;
    int line = 1;
    while (got < got_end && want < want_end) {
        size_t n = strcspn(got, "\n"), m = strcspn(want, "\n");
        bool ends = got + n == got_end || want + m == want_end;
        if (n != m || memcmp(got, want, n) != 0 ||
            (ends && got_end - got != want_end - want))
            break;
        got += n + (got + n < got_end);
        want += m + (want + m < want_end);
        line++;
    }
    fprintf(to, "Output: line %d is ", line);
    put_line(got, got_end, to);
    fputs(", expected ", to);
    put_line(want, want_end, to);
    fprintf(to, " (%s).", story->options->expect);
}

static void tell_good_end(const struct story *story, FILE *to)
{
    const struct result *result = &story->shared->result;
    int status = result->wait_status;
    if (result->outcome == OUTCOME_BUDGET)
        fprintf(to, "Cut off: the run used up its %s steps.",
                grouped(result->steps));
    else if (result->outcome > OUTCOME_EXIT)
        put_message(story, result->message, to);
    else if (WIFEXITED(status))
        fprintf(to, "The program ended with exit status %d.",
                WEXITSTATUS(status));
    else
        fprintf(to, "The program was killed by signal %d.",
                WTERMSIG(status));
}

static void tell_diverged(const struct story *story, FILE *to)
{
    fputs("Not the same run: ", to);
    put_message(story, story->shared->result.message, to);
    fputs(
        ". Either the program, its input or its options are not those "
        "that the schedule was made for, or something that interleave "
        "does not control decides what it does.",
        to);
}

static void tell_misuse(const struct story *story, FILE *to)
{
    const struct result *result = &story->shared->result;
    fputs("Misuse: ", to);
    put_message(story, result->message, to);
    if (!strstr(result->message, PLACE_MARK))
        put_place(story, result->pc, false, to);
    fputc('.', to);
}

static void tell_into(const struct story *story, FILE *to)
{
    const struct result *result = &story->shared->result;
    switch (story->verdict.failure) {
    case FAILURE_CRASH:
        tell_crash(story, to);
        break;
    case FAILURE_DEADLOCK:
        tell_deadlock(story, to);
        break;
    case FAILURE_SPIN:
        tell_spin(story, to);
        break;
    case FAILURE_MISUSE:
        tell_misuse(story, to);
        break;
    case FAILURE_EXIT:
        tell_exit(story, to);
        break;
    case FAILURE_OUTPUT:
        tell_output(story, to);
        break;
    case FAILURE_RACE:
        tell_race(story, to);
        break;
    case FAILURE_UNJOINED:
        fprintf(to,
                "Unjoined: %u thread%s neither joined nor detached.",
                result->n_unjoined,
                result->n_unjoined == 1 ? " was" : "s were");
        break;
    case FAILURE_HANG:
        fprintf(to,
                "Hang: nothing came for %g s; a thread is blocked in "
                "a call that interleave does not control.",
                story->options->guard);
        break;
    case FAILURE_DIVERGED:
        tell_diverged(story, to);
        break;
    default:
        tell_good_end(story, to);
    }
}

char *tell_sentence(const struct story *story)
{
    char *text = NULL;
    size_t size;
    FILE *to = open_memstream(&text, &size);
    if (!to)
        fail(STATUS_FAILED, "out of memory");
    tell_into(story, to);
    fclose(to);
    return text;
}
