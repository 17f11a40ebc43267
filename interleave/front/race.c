// race.c: a data race told to a person: both accesses, and how the program
// came to them.

#define _POSIX_C_SOURCE 200809L
#include "../cc/hooks.h"
#include "show.h"

const struct place *call_place(const struct story *story,
                               const struct accessed *access,
                               uint32_t nth)
{
    return place_of(&story->symbols, access->stack[nth], nth == 0);
}

bool is_in_program(const struct story *story,
                   const struct accessed *access, uint32_t nth)
{
    const struct symbols *symbols = &story->symbols;
    return access->stack[nth] > symbols->start &&
           access->stack[nth] <= symbols->end;
}

// "writes count", "reads it atomically", "writes it (volatile)"
static void put_deed(const struct accessed *access, const char *object,
                     FILE *to)
{
    fprintf(to, "%s%s%s%s",
            access->flags & ACCESS_FREE    ? "frees "
            : access->flags & ACCESS_WRITE ? "writes "
                                           : "reads ",
            object, access->flags & ACCESS_ATOMIC ? " atomically" : "",
            access->flags & ACCESS_VOLATILE ? " (volatile)" : "");
}

static void put_spot(const struct place *place, FILE *to)
{
    if (place->file)
        fprintf(to, " at %s:%d", place->file, place->line);
}

void tell_race(const struct story *story, FILE *to)
{
    const struct accessed *before = &story->shared->accesses[0];
    const struct accessed *after = &story->shared->accesses[1];
    char object[100];
    name_object(story, KIND_MEMORY, after->address, 0, object,
                sizeof(object));
    fprintf(to, "Data race: %s ", label_of(story, before->thread));
    put_deed(before, object[0] ? object : "memory", to);
    put_spot(call_place(story, before, 0), to);
    fprintf(to, ", %s ", label_of(story, after->thread));
    put_deed(after, object[0] ? "it" : "the same memory", to);
    put_spot(call_place(story, after, 0), to);
    fputs(", and nothing orders the two.", to);
}

static void put_call(const struct place *place, bool first)
{
    printf("    %s %s", first ? "in" : "called from",
           place->function ? place->function : "?");
    if (place->file)
        printf(", %s:%d", place->file, place->line);
    if (first && place->statement)
        printf(": %s", place->statement);
    putchar('\n');
}

static void put_calls(const struct story *story,
                      const struct accessed *access)
{
    for (uint32_t i = 0; i < access->n_stack; i++) {
        if (!is_in_program(story, access, i))
            return;
        const struct place *place = call_place(story, access, i);
        for (bool first = i == 0; place; place = place->caller) {
            put_call(place, first);
            first = false;
        }
    }
}

void print_accesses(const struct story *story)
{
    char object[100];
    puts("\nThe two accesses:");
    for (int i = 0; i < 2; i++) {
        const struct accessed *access = &story->shared->accesses[i];
        name_object(story, KIND_MEMORY, access->address, 0, object,
                    sizeof(object));
        printf("  %s%s%s ", colour(story, access->thread),
               label_of(story, access->thread), normal(story));
        put_deed(access, object[0] ? object : "memory", stdout);
        printf(", %u byte%s\n", access->size,
               access->size == 1 ? "" : "s");
        put_calls(story, access);
    }
}
