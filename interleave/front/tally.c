// tally.c: what came of the schedules: how many different runs, which
// outputs and how often, what the library noted.

#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "search.h"

static void take_notes(struct tally *tally, const struct shared *shared)
{
    for (uint32_t i = 0; i < shared->result.n_notes; i++) {
        const char *note = shared->notes[i];
        uint32_t known = tally->note_hashes.count;
        set_add(&tally->note_hashes, hash_bytes(note, strlen(note)), 0);
        if (tally->note_hashes.count > known &&
            tally->n_notes < MAX_NOTES)
            snprintf(tally->notes[tally->n_notes++],
                     sizeof(tally->notes[0]), "%s", note);
    }
}

void tally_run(struct tally *tally, const struct server *server)
{
    const struct result *result = &server->shared->result;
    tally->schedules++;
    if (result->outcome == OUTCOME_COVERED) {
        tally->covered++;
        return;
    }
    set_add(&tally->hashes, result->hash, 0);
    tally->unjoined +=
        result->outcome == OUTCOME_EXIT && result->n_unjoined > 0;
    tally->cut_off += result->outcome == OUTCOME_BUDGET;
    if (result->n_notes > 0)
        take_notes(tally, server->shared);
}

static void add_output(struct tally *tally, const struct buffer *text,
                       const struct server *server)
{
    tally->outputs = reallocate(
        tally->outputs, (tally->n_outputs + 1) * sizeof(struct output));
    struct output *output = &tally->outputs[tally->n_outputs++];
    *output = (struct output){
        .text = allocate(text->size + 1),
        .size = text->size,
        .shortest = last_schedule(server),
    };
    memcpy(output->text, text->data, text->size + 1);
}

void tally_output(struct tally *tally, const struct server *server)
{
    static struct buffer text;
    if (server->shared->result.outcome == OUTCOME_COVERED)
        return;
    read_output(server->output, &text);
    uint64_t hash = hash_bytes(text.data, text.size);
    uint32_t which =
        set_add(&tally->output_hashes, hash, tally->n_outputs);
    if (which == tally->n_outputs)
        add_output(tally, &text, server);
    struct output *output = &tally->outputs[which];
    output->count++;
    if (server->shared->result.n_deviations <
        output->shortest.n_forced) {
        free_schedule(&output->shortest);
        output->shortest = last_schedule(server);
    }
}

// How often an output came depends on how the search went; how near it is
// to the default schedule does not.
static int nearer(const void *a, const void *b)
{
    const struct output *x = a, *y = b;
    uint32_t m = x->shortest.n_forced, n = y->shortest.n_forced;

    if (m != n)
        return (m > n) - (m < n);
    return (x->count < y->count) - (x->count > y->count);
}

void sort_outputs(struct tally *tally)
{
    if (tally->n_outputs > 0)
        qsort(tally->outputs, tally->n_outputs, sizeof(struct output),
              nearer);
}

enum { LINES_SHOWN = 20, OUTPUTS_SHOWN = 20 };

static void print_indented(const struct output *output)
{
    const char *at = output->text;
    const char *end = at + output->size;
    for (int line = 0; at < end; line++) {
        size_t length = strcspn(at, "\n");
        if (length > (size_t)(end - at))
            length = (size_t)(end - at);
        if (line == LINES_SHOWN) {
            printf("     | ... (%s bytes in all)\n",
                   grouped(output->size));
            return;
        }
        printf("     | %.*s\n", (int)length, at);
        at += length + 1;
    }
    if (output->size == 0)
        puts("     (nothing)");
}

void list_outputs(const struct tally *tally, const char *all,
                  const struct program *program,
                  const struct options *options)
{
    if (tally->n_outputs == 0)
        return;
    printf("%s distinct output%s%s%s:\n", grouped(tally->n_outputs),
           tally->n_outputs == 1 ? "" : "s", all ? "; " : " so far",
           all ? all : "");
    for (uint32_t i = 0; i < tally->n_outputs; i++) {
        const struct output *output = &tally->outputs[i];
        if (i == OUTPUTS_SHOWN) {
            printf("\n  ... and %s more\n",
                   grouped(tally->n_outputs - i));
            break;
        }
        printf("\n  %u. in %s of %s schedules, for one:\n     ", i + 1,
               grouped(output->count), grouped(tally->schedules));
        print_command(stdout, program, options, &output->shortest);
        putchar('\n');
        print_indented(output);
    }
    putchar('\n');
}

void save_outputs(const struct tally *tally, const char *dir)
{
    if (mkdir(dir, 0777) != 0 && errno != EEXIST)
        fail(STATUS_FAILED, "--save-outputs: cannot make %s: %s", dir,
             strerror(errno));
    for (uint32_t i = 0; i < tally->n_outputs; i++) {
        const struct output *output = &tally->outputs[i];
        char *path = allocate(strlen(dir) + 32);
        sprintf(path, "%s/%u.txt", dir, i + 1);
        FILE *file = fopen(path, "w");
        if (!file ||
            fwrite(output->text, 1, output->size, file) !=
                output->size ||
            fclose(file) != 0)
            fail(STATUS_FAILED, "--save-outputs: cannot write %s: %s",
                 path, strerror(errno));
        free(path);
    }
}

void print_notes(const struct tally *tally)
{
    if (tally->cut_off > 0)
        printf(
            "note: %s schedule%s cut off when the steps ran out; more "
            "of them: --steps N\n",
            grouped(tally->cut_off),
            tally->cut_off == 1 ? " was" : "s were");
    if (tally->unjoined > 0)
        printf("note: in %s schedule%s a thread was neither joined nor "
               "detached\n",
               grouped(tally->unjoined),
               tally->unjoined == 1 ? "" : "s");
    for (uint32_t i = 0; i < tally->n_notes; i++)
        printf("note: %s\n", tally->notes[i]);
}
