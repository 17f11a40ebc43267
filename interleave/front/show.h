// show.h: a run told to a person (or, as JSON, to a program).

#ifndef INTERLEAVE_SHOW_H
#define INTERLEAVE_SHOW_H

#include "search.h"

// ---- tool.c -----------------------------------------------------------

// Runs a tool of the system, feeds it `input`, and returns what it
// printed (NULL if it is missing or failed); free() it.
char *run_tool(const char *const argv[], const char *input,
               size_t input_size);

// ---- source.c ---------------------------------------------------------

// The statement that begins in line `line` (from 1) of the file that the
// compiler knew as `path`, NULL if it cannot be found. It lives on.
const char *source_statement(const char *program, const char *path,
                             int line);

// ---- symbols.c --------------------------------------------------------

// Where an instruction is. Fields are NULL or 0 where nothing is known.
struct place {
    uint64_t pc; // offset in the program
    const char *function;
    const char *path;
    const char *file; // last part of path
    int line;
    const char *statement;
    const struct place *caller; // that its function was inlined into
};

// A function or global object of the program.
struct symbol {
    uint64_t address; // offset in the program
    uint64_t size;
    char *name;
};

struct symbols {
    uint64_t base, start, end;
    struct place *places; // sorted by pc
    size_t n_places;
    struct symbol *symbols; // sorted by address
    size_t n_symbols;
    bool tools_missing;
};

// Reads what addr2line and nm know about the program, for every address
// in the events and standings of the last run.
struct symbols load_symbols(const struct server *server);

// The place of an address, of which the statement is the one before it
// if it is a return address. Never NULL.
const struct place *place_of(const struct symbols *symbols, uint64_t pc,
                             bool exact);
// The symbol that holds an address, or NULL.
const struct symbol *symbol_at(const struct symbols *symbols,
                               uint64_t address);

// ---- story.c ----------------------------------------------------------

// All that there is to tell of one run.
struct story {
    const struct server *server;
    const struct shared *shared;
    const struct options *options;
    const struct schedule *schedule;
    struct verdict verdict;
    struct symbols symbols;
    char **labels; // of the threads: "main", "1 worker"
    uint32_t n_threads;
    struct buffer output;
    struct buffer errors;
    const char *expected; // contents of --expect, or NULL
    size_t expected_size;
    char *sentence; // what went wrong, or that nothing did
};

struct story tell(struct server *server, const struct options *options,
                  const struct schedule *schedule,
                  struct verdict verdict, const struct judge *judge);
const char *label_of(const struct story *story, uint32_t thread);

// ---- words.c: events in words -----------------------------------------
// All of these write at most `size` bytes, NUL included.

const char *kind_word(unsigned kind);
const char *error_name(int error);   // NULL: none of those known
const char *signal_name(int signal); // the same
const struct place *event_place(const struct story *story,
                                const struct event *event);
// "mutex a", "condition variable 2", "" if the event is about none.
void name_object(const struct story *story, unsigned kind,
                 uint64_t address, uint32_t id, char *text,
                 size_t size);
// What the thread does: the statement, or the call.
void tell_action(const struct story *story, const struct event *event,
                 char *text, size_t size);
// What there is to say besides: what it waits for, who holds it, what
// the call returned; "" for nothing. `resumed`: it had been waiting.
void tell_detail(const struct story *story, const struct event *event,
                 bool resumed, char *text, size_t size);
// "waits for mutex a, which 1 worker holds"
void tell_standing(const struct story *story, uint32_t thread,
                   char *text, size_t size);

// ---- race.c ------------------------------------------------------------

// "Data race: ..."
void tell_race(const struct story *story, FILE *to);
// Both accesses, with the calls that led there.
void print_accesses(const struct story *story);
// Place of the access itself (0) or of the nth call that led there.
const struct place *call_place(const struct story *story,
                               const struct accessed *access,
                               uint32_t nth);
// Whether that is in the program, and not in a library.
bool is_in_program(const struct story *story,
                   const struct accessed *access, uint32_t nth);

// ---- sentence.c -------------------------------------------------------

// One sentence on what went wrong; free() it.
char *tell_sentence(const struct story *story);

// ---- timeline.c, ending.c, json.c --------------------------------------

enum { WIDTH = 80 }; // of the page

void print_story(const struct story *story);
// stderr, who waits for whom, the sentence.
void print_ending(const struct story *story);
// Bytes of `text` that fit into `room`, broken at a space.
size_t fitting(const char *text, size_t room);
// Codes for the terminal, or "".
const char *colour(const struct story *story, uint32_t thread);
const char *dim(const struct story *story);
const char *bold(const struct story *story);
const char *normal(const struct story *story);

// `story` is NULL if no schedule failed.
void write_json(const char *path, const struct story *story,
                const struct program *program,
                const struct options *options,
                const struct summary *summary);

#endif
