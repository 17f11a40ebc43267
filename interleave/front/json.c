// json.c: what was found, for other programs. interleave(1) documents
// the members.

#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../cc/hooks.h"
#include "show.h"

// Length of the UTF-8 character at `at`, 0 if there is none.
static int character(const unsigned char *at, const unsigned char *end)
{
    int n = *at < 0x80 ? 1 : *at >= 0xf0 ? 4 : *at >= 0xe0 ? 3 : 2;
    if (n > 1 && (*at < 0xc2 || *at > 0xf4 || end - at < n))
        return 0;
    for (int i = 1; i < n; i++) {
        if ((at[i] & 0xc0) != 0x80)
            return 0;
    }
    return n;
}

static void put_text(FILE *to, const char *text, size_t size)
{
    const unsigned char *at = (const unsigned char *)text;
    const unsigned char *end = at + size;
    fputc('"', to);
    while (at < end) {
        int n = character(at, end);
        if (n == 0)
            fputs("\\ufffd", to);
        else if (*at == '"' || *at == '\\')
            fprintf(to, "\\%c", *at);
        else if (*at < ' ')
            fprintf(to, "\\u%04x", *at);
        else
            fwrite(at, 1, (size_t)n, to);
        at += n > 0 ? n : 1;
    }
    fputc('"', to);
}

static void put_member(FILE *to, const char *name, const char *text)
{
    if (!text || *text == '\0')
        return;
    fprintf(to, ", \"%s\": ", name);
    put_text(to, text, strlen(text));
}

static void put_place(FILE *to, const struct place *place)
{
    put_member(to, "function", place->function);
    put_member(to, "file", place->path);
    if (place->line > 0)
        fprintf(to, ", \"line\": %d", place->line);
    put_member(to, "statement", place->statement);
}

static void put_time(FILE *to, const char *name, uint64_t time)
{
    fprintf(to, ", \"%s\": %llu.%09llu", name,
            (unsigned long long)(time / 1000000000u),
            (unsigned long long)(time % 1000000000u));
}

static void put_event(FILE *to, const struct story *story,
                      const struct event *event)
{
    char object[100], detail[500];
    name_object(story, event->kind, event->object, event->object_id,
                object, sizeof(object));
    tell_detail(story, event, false, detail, sizeof(detail));
    fprintf(to, "\n  {\"step\": %u, \"thread\": %u", event->step,
            event->thread);
    put_time(to, "time", event->time);
    put_member(to, "kind", kind_word(event->kind));
    put_member(to, "object", object);
    if (event->object_id != 0)
        fprintf(to, ", \"object_id\": %u", event->object_id);
    put_place(to, event_place(story, event));
    if (event->text != 0)
        put_member(to, "text", story->shared->texts + event->text);
    put_member(to, "detail", detail);
    if (event->flags & EVENT_BLOCKS)
        fputs(", \"waits\": true", to);
    if (event->flags & EVENT_BLOCKS && event->holder != NO_THREAD)
        fprintf(to, ", \"holder\": %u", event->holder);
    if (event->until != 0)
        put_time(to, "until", event->until);
    if (event->flags & EVENT_TIMEOUT)
        fputs(", \"timeout\": true", to);
    if (event->flags & EVENT_SPURIOUS)
        fputs(", \"spurious\": true", to);
    if (event->result != 0)
        fprintf(to, ", \"result\": %d", event->result);
    fputc('}', to);
}

static void put_thread(FILE *to, const struct story *story, uint32_t i)
{
    static const char *const states[] = {"ready", "waiting", "ended"};
    fprintf(to, "\n  {\"number\": %u", i);
    put_member(to, "name", label_of(story, i));
    if (i < story->shared->result.n_standing) {
        const struct standing *s = &story->shared->standing[i];
        char text[300];
        tell_standing(story, i, text, sizeof(text));
        put_member(to, "state", states[s->state % 3]);
        put_member(to, "detail", text);
        if (s->state == THREAD_WAITING && s->holder != NO_THREAD)
            fprintf(to, ", \"holder\": %u", s->holder);
        if (s->state != THREAD_ENDED)
            put_place(to, place_of(&story->symbols, s->pc, false));
    }
    fputc('}', to);
}

static void put_deviation(FILE *to, const struct forced *forced)
{
    static const char *const hows[] = {"normal", "late", "spurious"};
    fprintf(to, "\n  {\"step\": %u, \"thread\": %u, \"how\": \"%s\"}",
            forced->step, forced->thread, hows[forced->how % 3]);
}

static void put_replay(FILE *to, const struct program *program,
                       const struct options *options,
                       const struct schedule *schedule)
{
    char *text;
    size_t size;
    FILE *line = open_memstream(&text, &size);
    if (!line)
        fail(STATUS_FAILED, "out of memory");
    print_command(line, program, options, schedule);
    fclose(line);
    put_member(to, "replay", text);
    free(text);
}

static void put_outputs(FILE *to, const struct program *program,
                        const struct options *options,
                        const struct tally *tally)
{
    fputs(",\n \"outputs\": [", to);
    for (uint32_t i = 0; i < tally->n_outputs; i++) {
        const struct output *output = &tally->outputs[i];
        fprintf(to, "%s\n  {\"count\": %llu", i > 0 ? "," : "",
                (unsigned long long)output->count);
        put_replay(to, program, options, &output->shortest);
        fputs(", \"text\": ", to);
        put_text(to, output->text, output->size);
        fputc('}', to);
    }
    fputs("]", to);
}

// An access of a data race, as the stack of calls that led there.
static void put_access(FILE *to, const struct story *story,
                       const struct accessed *access)
{
    static const char *const kinds[] = {
        "read",         "write",         "atomic read",
        "atomic write", "volatile read", "volatile write",
    };
    fprintf(to, "\n  {\"thread\": %u", access->thread);
    put_member(to, "name", label_of(story, access->thread));
    put_member(to, "kind",
               access->flags & ACCESS_FREE ? "free"
                                           : kinds[access->flags % 6]);
    put_place(to, call_place(story, access, 0));
    fputs(", \"stack\": [", to);
    for (uint32_t i = 0; i < access->n_stack; i++) {
        const struct place *place = call_place(story, access, i);
        if (!is_in_program(story, access, i))
            break;
        for (bool first = i == 0; place; place = place->caller) {
            fprintf(to, "%s{\"pc\": \"%llx\"", first ? "" : ", ",
                    (unsigned long long)(access->stack[i] -
                                         story->symbols.base));
            put_place(to, place);
            fputc('}', to);
            first = false;
        }
    }
    fputs("]}", to);
}

static void put_accesses(FILE *to, const struct story *story)
{
    if (story->verdict.failure != FAILURE_RACE)
        return;
    fputs(",\n \"accesses\": [", to);
    put_access(to, story, &story->shared->accesses[0]);
    fputc(',', to);
    put_access(to, story, &story->shared->accesses[1]);
    fputc(']', to);
}

static void put_lists(FILE *to, const struct story *story)
{
    const struct result *result = &story->shared->result;
    fputs(",\n \"threads\": [", to);
    for (uint32_t i = 0; i < story->n_threads; i++) {
        fputs(i > 0 ? "," : "", to);
        put_thread(to, story, i);
    }
    fputs("],\n \"deviations\": [", to);
    for (uint32_t i = 0; i < result->n_deviations; i++) {
        fputs(i > 0 ? "," : "", to);
        put_deviation(to, &story->shared->deviations[i]);
    }
    fputs("],\n \"events\": [", to);
    for (uint32_t i = 0; i < result->n_events; i++) {
        fputs(i > 0 ? "," : "", to);
        put_event(to, story, &story->shared->events[i]);
    }
    fputs("],\n \"notes\": [", to);
    for (uint32_t i = 0; i < result->n_notes; i++) {
        const char *note = story->shared->notes[i];
        fputs(i > 0 ? ", " : "", to);
        put_text(to, note,
                 strnlen(note, sizeof(story->shared->notes[i])));
    }
    fputs("]", to);
}

static void put_story(FILE *to, const struct story *story,
                      const struct program *program)
{
    const struct result *result = &story->shared->result;
    put_member(to, "failure", failure_name(story->verdict.failure));
    fprintf(to, ", \"status\": %d",
            (int)failure_status(story->verdict.failure));
    put_member(to, "sentence", story->sentence);
    put_replay(to, program, story->options, story->schedule);
    put_time(to, "time", result->clock);
    fprintf(to, ", \"steps\": %u, \"preemptions\": %u, \"polled\": %u",
            result->steps, result->preemptions, result->polled);
    fputs(",\n \"stdout\": ", to);
    put_text(to, story->output.data, story->output.size);
    fputs(",\n \"stderr\": ", to);
    put_text(to, story->errors.data, story->errors.size);
    put_accesses(to, story);
    put_lists(to, story);
}

void write_json(const char *path, const struct story *story,
                const struct program *program,
                const struct options *options,
                const struct summary *summary)
{
    FILE *to = fopen(path, "w");
    if (!to)
        fail(STATUS_FAILED, "--json: cannot write %s: %s", path,
             strerror(errno));
    fputs("{\"version\": 1, \"program\": [", to);
    for (char **word = program->argv; *word; word++) {
        fputs(word > program->argv ? ", " : "", to);
        put_text(to, *word, strlen(*word));
    }
    fputs("]", to);
    if (summary->schedules > 0)
        fprintf(to,
                ",\n \"schedules\": %llu, \"different\": %llu, "
                "\"cut_off\": %llu, \"all\": %s",
                (unsigned long long)summary->schedules,
                (unsigned long long)summary->different,
                (unsigned long long)summary->cut_off,
                summary->exhausted ? "true" : "false");
    if (summary->proved)
        fprintf(to, ", \"proved\": \"%s\"", summary->proved);
    if (summary->tally)
        put_outputs(to, program, options, summary->tally);
    if (story)
        put_story(to, story, program);
    else
        put_member(to, "failure",
                   summary->failure ? summary->failure : "none");
    fputs("}\n", to);
    if (ferror(to) | (fclose(to) != 0))
        fail(STATUS_FAILED, "--json: cannot write %s: %s", path,
             strerror(errno));
}
