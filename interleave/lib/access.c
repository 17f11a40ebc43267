// access.c: the accesses of a program that `interleave cc` built: steps,
// what a survey notes of them, and what the search for data races gets.
//
// Each atomic operation is a step; a plain access is one if its
// instruction is a point. Instructions are known by the address of their
// call's last byte.

#include "gone.h"
#include "race.h"
#include "sharing.h"

bool instrumented;

enum {
    SAME_READS = 20,  // at one instruction, in a row: polling
    MANY_READS = 200, // in a row, without another step
    HOT = 300,        // steps of an instruction, then it is left alone
    SURVEY_READS =
        100, // of one address at one place: a survey notes it
    LONG_READS = 100000, // the same, to offer a turn anyhow
    PLACES = 64,
};

// Places at which a thread reads the same address again and again.
struct place {
    uint64_t pc, address;
    uint32_t times; // since its last step or write
};

static struct place (*places)[PLACES]; // of each thread
static uint32_t *hits; // of each byte of the text, but for polling
static uint8_t *is_point;
static bool surveying;

// Whether the step was one of polling: reading over and over is waiting
// for another thread.
bool memory_step(struct op *op)
{
    self->same_reads =
        op->pc == self->last_pc ? self->same_reads + 1 : 0;
    self->last_pc = op->pc;
    self->reads++;
    if (op->writes && !op->atomic)
        self->same_reads = self->reads = 0;
    if (self->same_reads >= SAME_READS || self->reads >= MANY_READS)
        op->yields = true;

    bool polls = op->yields;
    if (step(op) == GO_READY && op->writes)
        trace_write();
    return polls;
}

static bool in_text(uint64_t pc)
{
    return pc >= shared->exe_start && pc < shared->exe_end;
}

// A hot loop: what two threads can do to each other there, they can do in
// the first rounds.
static bool is_hot(uint64_t pc)
{
    return in_text(pc) && hits[pc - shared->exe_start] >= HOT;
}

static void make_step(uint64_t pc, const void *memory, size_t size,
                      bool writes, bool atomic, bool yields)
{
    struct op op = {.kind = KIND_MEMORY,
                    .pc = pc,
                    .yields = yields,
                    .address = (uint64_t)(uintptr_t)memory,
                    .size = (uint32_t)size,
                    .writes = writes,
                    .atomic = atomic};

    places[self->id][pc % PLACES].times = 0;
    if (!memory_step(&op) && in_text(pc))
        hits[pc - shared->exe_start]++;
}

// How often the thread has read this address here, and done nothing else.
static uint32_t times_read(uint64_t pc, const void *memory)
{
    struct place *p = &places[self->id][pc % PLACES];
    uint64_t address = (uint64_t)(uintptr_t)memory;

    if (p->pc != pc || p->address != address)
        *p = (struct place){pc, address, 0};
    return ++p->times;
}

// In a survey, memory that is shared becomes a step when that is known;
// so does what a loop reads on and on: another thread may have to write it.
static void survey(uint64_t pc, const void *memory, size_t size,
                   bool writes, uint32_t times)
{
    enum { MOST = 256 };
    uint64_t sp = (uint64_t)(uintptr_t)__builtin_frame_address(0);
    bool racing =
        sharing_record(pc, (uint64_t)(uintptr_t)memory,
                       size < MOST ? (uint32_t)size : MOST, writes, sp);
    bool spins = times == SURVEY_READS;

    if (spins && in_text(pc))
        sharing_report(pc);
    if ((racing || spins) && !is_hot(pc))
        make_step(pc, memory, size, writes, false, spins);
}

// Memory that is gone is found without a step. What lies among the
// thread's own frames is there.
static void check_access(const void *memory, uint64_t pc)
{
    uint64_t address = (uint64_t)(uintptr_t)memory;
    uint64_t sp = (uint64_t)(uintptr_t)__builtin_frame_address(0);

    if (address >= sp && address < self->stack_top)
        return;
    touch_stack(address);
    check_memory(address, pc + 1, "touches", "");
}

// `times`: how often the thread has read it here, for all we know.
static void make_access(const void *memory, size_t size, unsigned flags,
                        uint64_t pc, uint32_t times)
{
    bool writes = flags & ACCESS_WRITE;
    bool steps = !surveying && in_text(pc) &&
                 is_point[pc - shared->exe_start] && !is_hot(pc);
    if (surveying)
        survey(pc, memory, size, writes, times);
    else if (steps)
        make_step(pc, memory, size, writes, false, false);
    if (times >= LONG_READS)
        make_step(pc, memory, size, writes, false, true);
    if (!steps)
        check_access(memory, pc);
    shadow_access(memory, size, flags | (steps ? ACCESS_STEP : 0), pc);
}

static void on_access(const void *memory, size_t size, unsigned flags,
                      const void *returns)
{
    uint64_t pc = (uint64_t)(uintptr_t)returns - 1;

    if (controlled() && places)
        make_access(memory, size, flags, pc,
                    flags & ACCESS_WRITE ? 0 : times_read(pc, memory));
}

// Nobody waits for news by formatting or copying a text: such calls in a
// loop are no polling.
void access_text(const void *text, size_t size, unsigned flags,
                 uint64_t pc)
{
    if (size == 0 || !places || !controlled() || !in_text(pc))
        return;
    self->same_reads = self->reads = 0;
    make_access(text, size, flags, pc - 1, 0);
}

static void on_before_atomic(const void *memory, size_t size,
                             enum atomic_kind kind, const void *returns)
{
    uint64_t pc = (uint64_t)(uintptr_t)returns - 1;

    if (!controlled() || !places)
        return;
    if (is_hot(pc))
        shared->result.blind = 1; // of what it touches from now on
    else
        make_step(pc, memory, size, kind != ATOMIC_LOAD, true, false);
}

static void on_after_atomic(const void *memory, size_t size,
                            enum atomic_kind kind, enum order order,
                            bool changed, const void *returns)
{
    uint64_t pc = (uint64_t)(uintptr_t)returns - 1;
    unsigned write = kind == ATOMIC_LOAD ? ACCESS_READ : ACCESS_WRITE;

    if (!controlled() || !places)
        return;
    // Setting a lock that is set already is polling, too.
    if (changed)
        self->same_reads = self->reads = 0;
    else if (!is_hot(pc)) // else it made no step
        touch_unchanged(memory, size);
    shadow_access(memory, size, ACCESS_ATOMIC | ACCESS_STEP | write,
                  pc);
    order_atomic(memory, kind, order);
}

static void on_fence(enum order order)
{
    if (controlled() && places)
        order_fence(order);
}

static void on_enter(const void *pc, const void *frame)
{
    if (controlled() && places)
        calls_enter((uint64_t)(uintptr_t)pc,
                    (uint64_t)(uintptr_t)frame);
}

static void on_leave(void)
{
    if (controlled() && places)
        calls_leave();
}

give_hooks_fn interleave_hooks_1;

EXPORT const struct hooks *interleave_hooks_1(void)
{
    static const struct hooks hooks = {
        on_access, on_before_atomic, on_after_atomic,
        on_fence,  on_enter,         on_leave,
    };

    instrumented = true;
    return &hooks;
}

void access_begin(void)
{
    const struct request *r = &shared->request;
    size_t length = shared->exe_end - shared->exe_start;

    hits = zeroed(length * sizeof *hits);
    is_point = zeroed(length);
    surveying = r->flags & WANT_SURVEY;
    for (uint32_t i = 0; i < r->n_points && !surveying; i++) {
        uint64_t pc = shared->exe_base + shared->points[i];

        if (in_text(pc))
            is_point[pc - shared->exe_start] = 1;
    }
    if (surveying)
        sharing_begin();
    shadow_begin(r->flags & WANT_RACES ? RACES_FAIL
                 : reducing()          ? RACES_NOTED
                                       : RACES_IGNORED);
    order_begin();
    places = zeroed(MAX_THREADS * sizeof *places);
}

void access_by_call(const void *memory, size_t size, unsigned flags,
                    uint64_t pc)
{
    if (places && size > 0)
        shadow_access(memory, size, flags | ACCESS_STEP, pc - 1);
}

// Others may have used the memory of a new thread's stack before. To ask
// for it takes memory and gives it back: that is not the program's doing,
// and would make the starts of threads depend on each other.
void access_started(void)
{
    struct thread *t = self;
    pthread_attr_t attr;
    void *stack = NULL;
    size_t size = 0;

    if (!places)
        return;
    self = NULL;
    if (pthread_getattr_np(pthread_self(), &attr) == 0) {
        pthread_attr_getstack(&attr, &stack, &size);
        pthread_attr_destroy(&attr);
    }
    self = t;
    shadow_forget(stack, size);
}

// Giving memory back is a write to all of it; whoever gets it next has
// nothing to do with what was there.
void access_freed(const void *memory, size_t size, uint64_t pc)
{
    if (!places)
        return;
    access_by_call(memory, size, ACCESS_WRITE | ACCESS_FREE, pc);
    shadow_forget(memory, size);
}
