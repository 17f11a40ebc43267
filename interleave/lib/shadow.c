// shadow.c: who touched which memory, and whether two accesses race.
//
// For each word of eight bytes a list of accesses, each of which some
// later one may still race with: one that happened before a later access
// that would race with all that it would race with is dropped.

#include "race.h"
#include "sharing.h"

#include <stdio.h>
#include <string.h>

enum {
    WORD = 8,
    PAGE = 256, // smaller than a real one: little of it is touched
    PAGES = 1 << 19,
    BUCKETS = 4096,
    CELLS = 1 << 23,
};

struct cell {
    uint32_t next;  // 0: none
    uint32_t clock; // the thread's own, when it did
    uint32_t calls; // where it was
    uint32_t event; // how many events there were
    uint64_t pc;
    uint16_t thread;
    uint8_t bytes; // bit n: byte n of the word
    uint8_t flags;
};

struct page {
    uint64_t number;             // address / PAGE
    uint32_t next;               // in its bucket; 0: none
    uint32_t first[PAGE / WORD]; // cells
};

static enum races sought;
static struct page *pages, *last_page;
static struct cell *cells;
static uint32_t n_pages = 1, buckets[BUCKETS];
static uint32_t n_cells = 1, free_cells;

void shadow_begin(enum races races)
{
    sought = races;
    if (races == RACES_IGNORED)
        return;
    pages = zeroed(PAGES * sizeof *pages);
    cells = zeroed((size_t)CELLS * sizeof *cells);
}

static void give_up(void)
{
    pages = NULL;
    shared->result.blind = 1;
    note_uncontrolled("memory",
                      "too much is touched; from there on data"
                      " races are not found");
}

// NULL if nobody touched the page, unless it is to be made.
static struct page *page_of(uint64_t address, bool make)
{
    uint64_t number = address / PAGE;
    uint32_t *bucket = &buckets[number * 0x9e3779b97f4a7c15ull >> 52];
    uint32_t i = *bucket;

    if (last_page && last_page->number == number)
        return last_page;
    while (i && pages[i].number != number)
        i = pages[i].next;
    if (!i && !make)
        return NULL;
    if (!i && n_pages == PAGES) {
        give_up();
        return NULL;
    }
    if (!i) {
        i = n_pages++;
        pages[i].number = number;
        pages[i].next = *bucket;
        *bucket = i;
    }
    return last_page = &pages[i];
}

static uint32_t new_cell(void)
{
    uint32_t cell = free_cells;

    if (cell) {
        free_cells = cells[cell].next;
        return cell;
    }
    return n_cells < CELLS ? n_cells++ : 0;
}

// Frees the cell that *link leads to.
static void drop(uint32_t *link)
{
    uint32_t cell = *link;

    *link = cells[cell].next;
    cells[cell].next = free_cells;
    free_cells = cell;
}

static void describe(struct accessed *a, const struct cell *c,
                     uint64_t word)
{
    a->address = word + (uint64_t)__builtin_ctz(c->bytes);
    a->size = (uint32_t)__builtin_popcount(c->bytes);
    a->thread = c->thread;
    a->flags = c->flags & ~ACCESS_STEP;
    a->stack[0] = c->pc;
    a->n_stack = 1 + calls_list(c->calls, a->stack + 1, MAX_STACK - 1);
}

// Puts the access into the timeline where it was made, between the steps.
static void add_event(const struct cell *c, uint64_t word)
{
    struct result *r = &shared->result;
    struct event e = {.step = r->steps,
                      .thread = c->thread,
                      .kind = KIND_MEMORY,
                      .holder = NO_THREAD,
                      .pc = c->pc,
                      .flags = EVENT_RACES,
                      .time = now,
                      .object =
                          word + (uint64_t)__builtin_ctz(c->bytes)};
    uint32_t at = c->event < r->n_events ? c->event : r->n_events;

    e.flags |= c->flags & ACCESS_WRITE ? EVENT_WRITE : 0;
    e.flags |= c->flags & ACCESS_ATOMIC ? EVENT_ATOMIC : 0;
    for (uint32_t i = at; i-- > 0;)
        if (shared->events[i].thread == c->thread) {
            struct event *own = &shared->events[i];

            if (own->kind == KIND_MEMORY && own->pc == c->pc &&
                own->object == e.object) {
                own->flags |= EVENT_RACES; // it was a step
                return;
            }
            e.step = own->step;
            e.time = own->time;
            break;
        }
    if (r->n_events == MAX_EVENTS)
        return;
    memmove(&shared->events[at + 1], &shared->events[at],
            (r->n_events - at) * sizeof e);
    shared->events[at] = e;
    r->n_events++;
}

__attribute__((noreturn)) static void report(const struct cell *before,
                                             const struct cell *after,
                                             uint64_t word)
{
    if (shared->request.flags & WANT_EVENTS) {
        add_event(after, word);
        add_event(before, word);
    }
    describe(&shared->accesses[0], before, word);
    describe(&shared->accesses[1], after, word);
    fail(OUTCOME_RACE, after->pc + 1,
         "thread %u %s what thread %u %s, and nothing orders the two",
         after->thread, access_word(after->flags), before->thread,
         access_word(before->flags));
}

// A footprint lacks an access that was no step. That is well while all
// agree on the order of the two; else it becomes a step, in later runs.
static void note(const struct cell *c)
{
    if (c->flags & ACCESS_STEP)
        return;
    shared->result.blind = 1;
    sharing_report(c->pc);
}

static bool conflict(const struct cell *a, const struct cell *b)
{
    return (a->flags | b->flags) & ACCESS_WRITE &&
           !(a->flags & b->flags & ACCESS_ATOMIC);
}

// Whether all that would race with `old` would race with the later `c`.
static bool stands_for(const struct cell *c, const struct cell *old)
{
    return (c->flags & ACCESS_WRITE || !(old->flags & ACCESS_WRITE)) &&
           (!(c->flags & ACCESS_ATOMIC) ||
            old->flags & ACCESS_ATOMIC) &&
           (!(c->flags & ACCESS_STEP) || old->flags & ACCESS_STEP ||
            sought == RACES_FAIL);
}

static void touch_word(uint64_t word, const struct cell *c)
{
    struct page *page = page_of(word, true);

    if (!page)
        return;
    uint32_t *first = &page->first[word % PAGE / WORD];
    uint32_t *link = first;
    while (*link) {
        struct cell *old = &cells[*link];

        if (!order_knows(old->thread, old->clock)) {
            if (old->bytes & c->bytes && conflict(old, c)) {
                if (sought == RACES_FAIL)
                    report(old, c, word);
                note(old);
                note(c);
            }
        } else if (stands_for(c, old)) {
            old->bytes &= ~c->bytes;
            if (!old->bytes) {
                drop(link);
                continue;
            }
        }
        link = &old->next;
    }
    uint32_t cell = new_cell();
    if (!cell) {
        give_up();
        return;
    }
    cells[cell] = *c;
    cells[cell].next = *first;
    *first = cell;
}

// The bytes of a word that lie in [from, to).
static uint8_t bytes_in(uint64_t word, uint64_t from, uint64_t to)
{
    unsigned low = from > word ? (unsigned)(from - word) : 0;
    unsigned high = to < word + WORD ? (unsigned)(to - word) : WORD;

    return (uint8_t)((0xffu << low) & (0xffu >> (WORD - high)));
}

void shadow_access(const void *memory, size_t size, unsigned flags,
                   uint64_t pc)
{
    uint64_t from = (uint64_t)(uintptr_t)memory, to = from + size;
    struct cell c = {.clock = 0,
                     .pc = pc,
                     .thread = self->id,
                     .flags = (uint8_t)flags,
                     .event = shared->result.n_events};

    if (!pages)
        return;
    c.clock = order_now();
    c.calls = calls_now();
    for (uint64_t w = from & ~(WORD - 1ull); w < to && pages;
         w += WORD) {
        c.bytes = bytes_in(w, from, to);
        touch_word(w, &c);
    }
}

static void forget_word(struct page *page, uint64_t word, uint8_t bytes)
{
    uint32_t *link = &page->first[word % PAGE / WORD];

    while (*link) {
        struct cell *c = &cells[*link];

        c->bytes &= ~bytes;
        if (c->bytes)
            link = &c->next;
        else
            drop(link);
    }
}

static void forget_in(struct page *page, uint64_t from, uint64_t to)
{
    uint64_t start = page->number * PAGE;
    uint64_t w = from > start ? from & ~(WORD - 1ull) : start;

    for (; w < to && w < start + PAGE; w += WORD)
        forget_word(page, w, bytes_in(w, from, to));
}

// Page by page; or, for a stack of many, whichever pages there are.
void shadow_forget(const void *memory, size_t size)
{
    uint64_t from = (uint64_t)(uintptr_t)memory, to = from + size;

    if (!pages || size == 0)
        return;
    if (size / PAGE < n_pages) {
        for (uint64_t p = from / PAGE; p <= (to - 1) / PAGE; p++) {
            struct page *page = page_of(p * PAGE, false);

            if (page)
                forget_in(page, from, to);
        }
        return;
    }
    for (uint32_t i = 1; i < n_pages; i++)
        if (pages[i].number >= from / PAGE &&
            pages[i].number <= (to - 1) / PAGE)
            forget_in(&pages[i], from, to);
}
