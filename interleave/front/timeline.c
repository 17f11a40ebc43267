// timeline.c: a run as a person reads it: a column a thread, a line an
// event, and one sentence at the end.

#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>

#include "show.h"

enum {
    TIME = 9,         // width of the time's column
    MOST_COLUMNS = 4, // with more threads, each line names its thread
    SHOWN_FIRST = 30, // of a long run
    SHOWN_LAST = 40,
};

struct pen {
    const struct story *story;
    bool columns;
    int column_width;
    uint64_t time;      // of the line printed last
    bool fresh;         // no line yet
    uint32_t deviation; // the next one to mention
    uint32_t running;   // who could go on after the last event
    const char *file;   // that all statements are in, or NULL
    uint32_t *last;     // index + 1 of each thread's last event
};

// Events that say nothing by themselves.
static bool is_shown(const struct pen *pen, uint32_t i)
{
    const struct event *event = &pen->story->shared->events[i];
    if (pen->story->options->full)
        return true;
    if (event->kind == KIND_CLOCK)
        return event->flags != 0;
    // A wait first takes its step and then, at the same place, blocks.
    const struct event *next = event + 1;
    bool waits = event->kind == KIND_COND_WAIT ||
                 event->kind == KIND_COND_TIMEDWAIT;
    return !(waits && event->flags == 0 &&
             i + 1 < pen->story->shared->result.n_events &&
             next->thread == event->thread &&
             next->flags & EVENT_BLOCKS);
}

static int indent_of(const struct pen *pen, uint32_t thread)
{
    return TIME + (pen->columns ? (int)thread * pen->column_width : 0);
}

static void put_spaces(int n)
{
    if (n > 0)
        printf("%*s", n, "");
}

// What stands left of a thread's text: the time, then a line for each of
// the threads further left; or the thread's name.
static void put_margin(struct pen *pen, const struct event *event,
                       bool first_line)
{
    bool new_time =
        first_line && (pen->fresh || pen->time != event->time);
    if (new_time)
        printf("%s%7.3f%s  ", dim(pen->story),
               (double)event->time / 1e9, normal(pen->story));
    else
        put_spaces(TIME);
    if (first_line) {
        pen->time = event->time;
        pen->fresh = false;
    }
    if (!pen->columns) {
        printf("%s%-*.*s%s ", colour(pen->story, event->thread),
               pen->column_width - 1, pen->column_width - 1,
               first_line ? label_of(pen->story, event->thread) : "",
               normal(pen->story));
        return;
    }
    for (uint32_t i = 0; i < event->thread; i++)
        printf("%s|%s%*s", colour(pen->story, i), normal(pen->story),
               pen->column_width - 1, "");
}

static int room_for(const struct pen *pen, uint32_t thread)
{
    return WIDTH - indent_of(pen, thread) -
           (pen->columns ? 0 : pen->column_width);
}

// Prints at most `room` characters; returns how many. Bytes of UTF-8
// that continue a character take no room.
static int put_cut(const char *text, int room)
{
    int width = 0, all = 0;
    for (const char *at = text; *at != '\0'; at++)
        all += (*at & 0xc0) != 0x80;
    int limit = all > room ? room - 3 : room;
    const char *at = text;
    for (; *at != '\0'; at++) {
        if ((*at & 0xc0) != 0x80 && ++width > limit)
            break;
    }
    fwrite(text, 1, (size_t)(at - text), stdout);
    if (all <= room)
        return all;
    fputs("...", stdout);
    return room;
}

// The action, and at the right edge where it stands.
static void put_action(struct pen *pen, const struct event *event,
                       const char *action)
{
    const struct place *place = event_place(pen->story, event);
    char where[80] = "";
    if (place->file && pen->file)
        snprintf(where, sizeof(where), "line %d", place->line);
    else if (place->file)
        snprintf(where, sizeof(where), "%s:%d", place->file,
                 place->line);
    int room = room_for(pen, event->thread);
    int width = (int)strlen(where);
    put_margin(pen, event, true);
    fputs(colour(pen->story, event->thread), stdout);
    int used = put_cut(action, room - width - 2);
    printf("%s", normal(pen->story));
    if (width > 0) {
        put_spaces(room - used - width);
        printf("%s%s%s", dim(pen->story), where, normal(pen->story));
    }
    putchar('\n');
}

// Text that is broken into lines at its spaces.
static void put_wrapped(struct pen *pen, const struct event *event,
                        const char *text, bool first_line)
{
    int room = room_for(pen, event->thread) - 2;
    while (*text != '\0') {
        size_t n = fitting(text, (size_t)room);
        put_margin(pen, event, first_line);
        printf("  %.*s\n", (int)n, text);
        first_line = false;
        text += n;
        text += strspn(text, " ");
    }
}

// What the thread held up was about to do: its next event, or where it
// stood at the end.
static const struct place *held_up_at(const struct pen *pen,
                                      uint32_t event)
{
    const struct shared *shared = pen->story->shared;
    for (uint32_t i = event; i < shared->result.n_events; i++) {
        if (shared->events[i].thread == pen->running)
            return event_place(pen->story, &shared->events[i]);
    }
    uint64_t pc = 0;
    if (pen->running < shared->result.n_standing)
        pc = shared->standing[pen->running].pc;
    return place_of(&pen->story->symbols, pc, false);
}

static void put_held_up(const struct pen *pen, uint32_t event)
{
    const struct place *place = held_up_at(pen, event);
    printf("%s is held up", label_of(pen->story, pen->running));
    if (place->line > 0)
        printf(" before line %d", place->line);
    printf(", ");
}

// `event`: index of the event that follows.
static void put_deviation(struct pen *pen, const struct forced *forced,
                          uint32_t event)
{
    static const char *const words[] = {
        "goes on",
        "is late: its time passes here",
        "is woken here for no reason",
    };
    printf("%s--------- step %u: ", dim(pen->story), forced->step);
    if (pen->running != NO_THREAD && pen->running != forced->thread)
        put_held_up(pen, event);
    printf("%s %s%s\n", label_of(pen->story, forced->thread),
           words[forced->how], normal(pen->story));
    pen->running = forced->thread;
}

// Says where the schedule is not the default one.
static void put_deviations(struct pen *pen, uint32_t step,
                           uint32_t event)
{
    const struct result *result = &pen->story->shared->result;
    while (pen->deviation < result->n_deviations) {
        const struct forced *forced =
            &pen->story->shared->deviations[pen->deviation];
        if (forced->step > step)
            return;
        put_deviation(pen, forced, event);
        pen->deviation++;
    }
}

static bool has_waited(const struct pen *pen, const struct event *event)
{
    uint32_t last = pen->last[event->thread];
    if (last == 0)
        return false;
    const struct event *before = &pen->story->shared->events[last - 1];
    return before->flags & EVENT_BLOCKS && before->pc == event->pc &&
           before->kind == event->kind;
}

static bool can_go_on(const struct event *event)
{
    return !(event->flags & EVENT_BLOCKS) &&
           event->kind != KIND_THREAD_EXIT && event->kind != KIND_EXIT;
}

static void put_event(struct pen *pen, uint32_t i)
{
    const struct event *event = &pen->story->shared->events[i];
    char action[500], detail[500];
    bool resumed = has_waited(pen, event);
    pen->last[event->thread] = i + 1;
    put_deviations(pen, event->step, i);
    pen->running = can_go_on(event) ? event->thread : NO_THREAD;
    if (!is_shown(pen, i))
        return;
    tell_action(pen->story, event, action, sizeof(action));
    tell_detail(pen->story, event, resumed, detail, sizeof(detail));
    bool again = resumed && detail[0] != '\0';
    if (!again)
        put_action(pen, event, action);
    put_wrapped(pen, event, detail, again);
}

static uint32_t count_shown(const struct pen *pen)
{
    uint32_t shown = 0;
    for (uint32_t i = 0; i < pen->story->shared->result.n_events; i++)
        shown += is_shown(pen, i);
    return shown;
}

static void put_events(struct pen *pen)
{
    const struct result *result = &pen->story->shared->result;
    uint32_t shown = count_shown(pen), nth = 0;
    bool all = pen->story->options->full ||
               shown <= SHOWN_FIRST + SHOWN_LAST + 5;
    for (uint32_t i = 0; i < result->n_events; i++) {
        bool visible = is_shown(pen, i);
        if (visible && !all && nth == SHOWN_FIRST)
            printf("%s--------- %s events left out; --full shows them"
                   "%s\n",
                   dim(pen->story),
                   grouped(shown - SHOWN_FIRST - SHOWN_LAST),
                   normal(pen->story));
        if (all || nth < SHOWN_FIRST || nth >= shown - SHOWN_LAST)
            put_event(pen, i);
        else
            pen->last[pen->story->shared->events[i].thread] = i + 1;
        nth += visible;
    }
    put_deviations(pen, UINT32_MAX, result->n_events);
    if (result->n_events == MAX_EVENTS)
        puts(
            "--------- there was no room for the events that followed");
}

// One name for all lines leaves more room for the statements.
static const char *only_file(const struct story *story)
{
    const char *file = NULL;
    for (uint32_t i = 0; i < story->shared->result.n_events; i++) {
        const struct place *place =
            event_place(story, &story->shared->events[i]);
        if (file && place->file && strcmp(file, place->file) != 0)
            return NULL;
        file = place->file ? place->file : file;
    }
    return file;
}

static void put_header(const struct pen *pen)
{
    int used = TIME, gap = 0;
    printf("%s   time  ", bold(pen->story));
    if (!pen->columns)
        used += printf("thread");
    for (uint32_t i = 0; pen->columns && i < pen->story->n_threads;
         i++) {
        int width = pen->column_width - 1;
        const char *label = label_of(pen->story, i);
        int n = printf("%*s%.*s", gap, "", width, label) - gap;
        used += gap + n;
        gap = width + 1 - n;
    }
    if (pen->file)
        printf("%*s", WIDTH - used, pen->file);
    printf("%s\n", normal(pen->story));
}

// Wide enough for the labels, but the statements need room as well.
static int choose_width(const struct story *story, bool columns)
{
    static const int most[] = {16, 16, 20, 15, 12};
    int longest = 6;
    for (uint32_t i = 0; i < story->n_threads; i++) {
        int length = (int)strlen(label_of(story, i)) + 2;
        longest = length > longest ? length : longest;
    }
    int limit = columns ? most[story->n_threads] : 16;
    return longest < limit ? longest : limit;
}

void print_story(const struct story *story)
{
    struct pen pen = {
        .story = story,
        .columns = story->n_threads <= MOST_COLUMNS,
        .fresh = true,
        .running = 0,
        .file = only_file(story),
    };
    pen.column_width = choose_width(story, pen.columns);
    pen.last = allocate(story->n_threads * sizeof(uint32_t));
    memset(pen.last, 0, story->n_threads * sizeof(uint32_t));
    put_header(&pen);
    put_events(&pen);
    free(pen.last);
    print_ending(story);
}
