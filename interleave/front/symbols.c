// symbols.c: file, line and names for addresses, from addr2line and nm.

#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>

#include "show.h"

static int by_pc(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    return (x->pc > y->pc) - (x->pc < y->pc);
}

static int by_address(const void *a, const void *b)
{
    const struct symbol *x = a, *y = b;
    return (x->address > y->address) - (x->address < y->address);
}

// Adds an address of the program; others nobody can tell us about.
static void want_place(struct symbols *symbols, uint64_t pc)
{
    if (pc < symbols->start || pc > symbols->end)
        return;
    if ((symbols->n_places & (symbols->n_places + 1)) == 0)
        symbols->places =
            reallocate(symbols->places, (2 * symbols->n_places + 2) *
                                            sizeof(struct place));
    symbols->places[symbols->n_places++] =
        (struct place){.pc = pc - symbols->base};
}

// Each address with the one before it, which a call's statement has.
static void want_places(struct symbols *symbols,
                        const struct shared *shared)
{
    const struct result *result = &shared->result;
    for (uint32_t i = 0; i < result->n_events; i++) {
        want_place(symbols, shared->events[i].pc);
        want_place(symbols, shared->events[i].pc - 1);
    }
    for (uint32_t i = 0; i < result->n_standing; i++)
        want_place(symbols, shared->standing[i].pc - 1);
    for (int i = 0; i < 2 && result->outcome == OUTCOME_RACE; i++) {
        const struct accessed *access = &shared->accesses[i];
        want_place(symbols, access->stack[0]);
        for (uint32_t nth = 1; nth < access->n_stack; nth++)
            want_place(symbols, access->stack[nth] - 1);
    }
    want_place(symbols, result->pc);
    want_place(symbols, result->pc - 1);
    for (const char *mark = result->message;
         (mark = strstr(mark, PLACE_MARK)) != NULL;) {
        mark += strlen(PLACE_MARK);
        want_place(symbols, strtoull(mark, NULL, 16) - 1);
    }
}

static void sort_places(struct symbols *symbols)
{
    size_t kept = 0;
    if (symbols->n_places == 0)
        return;
    qsort(symbols->places, symbols->n_places, sizeof(struct place),
          by_pc);
    for (size_t i = 1; i < symbols->n_places; i++) {
        if (symbols->places[i].pc != symbols->places[kept].pc)
            symbols->places[++kept] = symbols->places[i];
    }
    symbols->n_places = kept + 1;
}

static char *next_line(char **text)
{
    char *line = *text;
    char *end = strchr(line, '\n');
    if (!end)
        return NULL;
    *end = '\0';
    *text = end + 1;
    return line;
}

// "/home/me/stop.c:12 (discriminator 1)"; "??:0" if it is not known.
static void read_position(struct place *place, char *text,
                          const char *program)
{
    char *colon = strrchr(text, ':');
    if (!colon || text[0] == '?')
        return;
    place->line = atoi(colon + 1);
    *colon = '\0';
    place->path = text;
    const char *slash = strrchr(text, '/');
    place->file = slash ? slash + 1 : text;
    place->statement = source_statement(program, text, place->line);
}

// A function and a position; then those that it was inlined into, up to
// the next address.
static void read_frames(struct place *place, char **text,
                        const char *program)
{
    for (;;) {
        char *function = next_line(text);
        char *position = function ? next_line(text) : NULL;
        if (!position)
            return;
        if (function[0] != '?')
            place->function = function;
        read_position(place, position, program);
        if (**text == '\0' || strncmp(*text, "0x", 2) == 0)
            return;
        struct place *caller = allocate(sizeof(*caller));
        *caller = (struct place){.pc = place->pc};
        place->caller = caller;
        place = caller;
    }
}

static void find_lines(struct symbols *symbols, const char *program)
{
    char *input = allocate(20 * symbols->n_places + 1);
    size_t size = 0;
    for (size_t i = 0; i < symbols->n_places; i++)
        size +=
            (size_t)sprintf(input + size, "%llx\n",
                            (unsigned long long)symbols->places[i].pc);
    const char *const argv[] = {"addr2line", "-a",    "-i", "-f",
                                "-e",        program, NULL};
    char *text = run_tool(argv, input, size);
    free(input);
    symbols->tools_missing |= !text;
    for (size_t i = 0; text && i < symbols->n_places; i++) {
        next_line(&text); // the address
        read_frames(&symbols->places[i], &text, program);
    }
}

// "0000000000004040 0000000000000028 B lock"; the size may be missing.
static void read_symbol(struct symbols *symbols, const char *line)
{
    unsigned long long address, size = 0;
    char type, name[256];
    size_t width = strcspn(line, " ");
    if (strlen(line) < 2 * width + 2 || line[2 * width + 1] != ' ')
        return;
    if (sscanf(line, "%llx %llx %c %255s", &address, &size, &type,
               name) != 4)
        return;
    if (!strchr("BbDdRrTtGgSsVvWw", type))
        return;
    if ((symbols->n_symbols & (symbols->n_symbols + 1)) == 0)
        symbols->symbols =
            reallocate(symbols->symbols, (2 * symbols->n_symbols + 2) *
                                             sizeof(struct symbol));
    // A static variable of a function is called name.0 and so on.
    if (strchr("BbDd", type))
        name[strcspn(name, ".")] = '\0';
    symbols->symbols[symbols->n_symbols++] =
        (struct symbol){address, size, strdup(name)};
}

static void find_symbols(struct symbols *symbols, const char *program)
{
    // With a target GNU's nm loads no plugin; LLVM's takes a tenth of a
    // second. Other makes of nm do not know the option.
    const char *const quick[] = {"nm",    "--target=default",
                                 "-S",    "--defined-only",
                                 program, NULL};
    const char *const argv[] = {"nm", "-S", "--defined-only", program,
                                NULL};
    char *text = run_tool(quick, "", 0);
    if (!text)
        text = run_tool(argv, "", 0);
    symbols->tools_missing |= !text;
    char *rest = text;
    for (char *line; rest && (line = next_line(&rest));)
        read_symbol(symbols, line);
    free(text);
    if (symbols->n_symbols > 0)
        qsort(symbols->symbols, symbols->n_symbols,
              sizeof(struct symbol), by_address);
}

struct symbols load_symbols(const struct server *server)
{
    const struct shared *shared = server->shared;
    struct symbols symbols = {
        .base = shared->exe_base,
        .start = shared->exe_start,
        .end = shared->exe_end,
    };
    want_places(&symbols, shared);
    sort_places(&symbols);
    if (symbols.n_places > 0)
        find_lines(&symbols, server->program->path);
    find_symbols(&symbols, server->program->path);
    return symbols;
}

const struct place *place_of(const struct symbols *symbols, uint64_t pc,
                             bool exact)
{
    static const struct place unknown;
    struct place key = {.pc = pc - symbols->base - !exact};
    if (symbols->n_places == 0)
        return &unknown;
    const struct place *place =
        bsearch(&key, symbols->places, symbols->n_places,
                sizeof(struct place), by_pc);
    return place ? place : &unknown;
}

const struct symbol *symbol_at(const struct symbols *symbols,
                               uint64_t address)
{
    uint64_t offset = address - symbols->base;
    size_t low = 0, high = symbols->n_symbols;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (symbols->symbols[middle].address <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return NULL;
    const struct symbol *symbol = &symbols->symbols[low - 1];
    return offset - symbol->address < symbol->size ? symbol : NULL;
}
