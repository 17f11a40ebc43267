// sharing.c: in a survey, which instructions touch memory that another
// thread touches too, one of them writing, without a common lock and not
// ordered by create and join.

#include "sharing.h"

#include <string.h>

enum {
    SEEN = 1 << 15, // granules of memory
    VISITS = 8,     // remembered a granule
    CLOCKS = 256,   // threads that a survey can tell apart
};

// Who touched a granule (four bytes) and how.
struct visit {
    uint32_t pc; // offset in the program
    uint16_t thread;
    bool write, used;
    bool own;       // on the thread's own stack
    uint32_t clock; // the thread's own, when it did
    uint64_t locks;
};

struct granule {
    uint64_t address;
    bool racing;
    struct visit visits[VISITS];
};

// In the order in which they were first touched, so that a run touches
// few pages: a fork pays for each. `places` has the way there, with
// neighbours side by side; 0: free.
static struct granule *seen;
static uint32_t n_seen, *places;
static uint32_t (
    *clocks)[CLOCKS]; // what each thread knows of the others

static struct granule *granule_of(uint64_t address)
{
    uint64_t line = address >> 6;
    uint32_t i = (uint32_t)(line * 0x9e3779b97f4a7c15ull >> 53) << 4;

    i |= (uint32_t)(address >> 2) & 15;
    for (uint32_t n = 0; n < 64; n++, i = (i + 1) & (SEEN - 1)) {
        if (places[i] && seen[places[i]].address == address)
            return &seen[places[i]];
        if (places[i])
            continue;
        places[i] = ++n_seen;
        seen[n_seen].address = address;
        return &seen[n_seen];
    }
    return NULL;
}

static void report(uint32_t pc)
{
    struct result *r = &shared->result;

    for (uint32_t i = 0; i < r->n_racing; i++)
        if (shared->racing[i] == pc)
            return;
    if (r->n_racing < MAX_POINTS)
        shared->racing[r->n_racing++] = pc;
}

static bool races(const struct visit *a, const struct visit *b)
{
    // Stacks are used again by later threads: that is no sharing.
    return a->used && a->thread != b->thread &&
           (a->write || b->write) && !(a->own && b->own) &&
           !(a->locks & b->locks) &&
           clocks[b->thread][a->thread] <= a->clock;
}

static void remember(struct granule *g, const struct visit *v)
{
    struct visit *slot = &g->visits[v->pc % VISITS];

    for (int i = 0; i < VISITS; i++)
        if (g->visits[i].used && g->visits[i].pc == v->pc &&
            g->visits[i].thread == v->thread)
            slot = &g->visits[i];
        else if (!g->visits[i].used && slot->used)
            slot = &g->visits[i];
    *slot = *v;
}

static bool visit(uint64_t address, struct visit *v)
{
    struct granule *g = granule_of(address);

    if (!g)
        return false;
    for (int i = 0; i < VISITS; i++)
        if (races(&g->visits[i], v)) {
            g->racing = true;
            report(g->visits[i].pc);
        }
    remember(g, v);
    if (g->racing)
        report(v->pc);
    return g->racing;
}

bool sharing_record(uint64_t pc, uint64_t address, uint32_t size,
                    bool write, uint64_t sp)
{
    bool racing = false;

    if (self->id >= CLOCKS)
        return false;
    struct visit v = {.pc = (uint32_t)(pc - shared->exe_base),
                      .thread = self->id,
                      .write = write,
                      .used = true,
                      .own = sp && address >= sp - RED_ZONE &&
                             address < self->stack_top,
                      .clock = clocks[self->id][self->id],
                      .locks =
                          self->locks | (write ? 0 : self->read_locks)};
    for (uint64_t g = address & ~3ull; g < address + size; g += 4)
        racing |= visit(g, &v);
    return racing;
}

void sharing_report(uint64_t pc)
{
    report((uint32_t)(pc - shared->exe_base));
}

void sharing_begin(void)
{
    seen = zeroed((SEEN + 1) * sizeof *seen);
    places = zeroed(SEEN * sizeof *places);
    clocks = zeroed(CLOCKS * sizeof *clocks);
}

void memory_created(const struct thread *child)
{
    if (!clocks || child->id >= CLOCKS || self->id >= CLOCKS)
        return;
    memcpy(clocks[child->id], clocks[self->id], sizeof clocks[0]);
    clocks[child->id][self->id] = ++clocks[self->id][self->id];
}

void memory_joined(const struct thread *ended)
{
    if (!clocks || ended->id >= CLOCKS || self->id >= CLOCKS)
        return;
    clocks[ended->id][ended->id]++;
    for (int i = 0; i < CLOCKS; i++)
        if (clocks[ended->id][i] > clocks[self->id][i])
            clocks[self->id][i] = clocks[ended->id][i];
}
