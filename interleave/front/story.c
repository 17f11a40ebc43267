// story.c: gather what there is to tell of the run that was made last.

#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>

#include "show.h"

// The name given to a thread, else the function that it runs. A crashed
// program left no standings, but events of its threads' starts.
static const char *name_of(const struct story *story, uint32_t thread,
                           const uint64_t *starts)
{
    const struct shared *shared = story->shared;
    if (thread < shared->result.n_standing &&
        shared->standing[thread].name[0] != '\0')
        return shared->standing[thread].name;
    const struct symbol *symbol =
        symbol_at(&story->symbols, starts[thread]);
    return symbol ? symbol->name : "";
}

static uint32_t count_threads(const struct shared *shared)
{
    uint32_t n = shared->result.n_threads;
    for (uint32_t i = 0; i < shared->result.n_events; i++) {
        const struct event *event = &shared->events[i];
        if (event->thread >= n)
            n = event->thread + 1u;
        if (event->kind == KIND_CREATE && event->other != NO_THREAD &&
            event->other >= n)
            n = event->other + 1u;
    }
    return n > 0 ? n : 1;
}

// Addresses of the functions that the threads run, 0 where not known.
static uint64_t *find_starts(const struct story *story)
{
    const struct shared *shared = story->shared;
    uint64_t *starts = allocate(story->n_threads * sizeof(uint64_t));
    memset(starts, 0, story->n_threads * sizeof(uint64_t));
    for (uint32_t i = 0; i < shared->result.n_events; i++) {
        const struct event *event = &shared->events[i];
        if (event->kind == KIND_START)
            starts[event->thread] = event->object;
        if (event->kind == KIND_CREATE &&
            event->other < story->n_threads)
            starts[event->other] = event->object;
    }
    return starts;
}

static void make_labels(struct story *story)
{
    story->n_threads = count_threads(story->shared);
    story->labels = allocate(story->n_threads * sizeof(char *));
    uint64_t *starts = find_starts(story);
    for (uint32_t i = 0; i < story->n_threads; i++) {
        const char *name = i == 0 ? "main" : name_of(story, i, starts);
        char *label = allocate(strlen(name) + 16);
        if (i == 0)
            strcpy(label, name);
        else
            sprintf(label, "%u%s%s", i, name[0] ? " " : "", name);
        story->labels[i] = label;
    }
    free(starts);
}

const char *label_of(const struct story *story, uint32_t thread)
{
    return thread < story->n_threads ? story->labels[thread]
                                     : "another thread";
}

struct story tell(struct server *server, const struct options *options,
                  const struct schedule *schedule,
                  struct verdict verdict, const struct judge *judge)
{
    struct story story = {
        .server = server,
        .shared = server->shared,
        .options = options,
        .schedule = schedule,
        .verdict = verdict,
        .symbols = load_symbols(server),
        .expected = judge->expected,
        .expected_size = judge->expected_size,
    };
    read_output(server->output, &story.output);
    read_output(server->errors, &story.errors);
    make_labels(&story);
    story.sentence = tell_sentence(&story);
    return story;
}
