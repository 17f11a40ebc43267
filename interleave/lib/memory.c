// memory.c: the program's own reads and writes of memory as steps, in an
// unmodified program. x86-64 only.
//
// A survey single-steps the program's text (not the libraries') and
// records which instructions touch memory that another thread touches
// too, one of them writing, without a common lock and not ordered by
// create and join. Later schedules put a breakpoint at each of those:
// every other instruction runs at full speed.
//
// In a survey the text is executable only while the running thread is
// in it: entering it from a library faults, and stepping begins; leaving
// it ends stepping.

#include "core.h"

#include "decode.h"
#include "gone.h"
#include "sharing.h"

#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#if defined(__x86_64__)

enum {
    TRAP_FLAG = 0x100,
    BREAKPOINT = 0xcc,
    OFTEN = 100,      // visits of an instruction: a turn offered
    TOO_OFTEN = 1000, // a hot loop: the rest at full speed
    EXITS = 1024,
    HOT = 300,              // hits of a point, then it is left alone
    POLLED = 2000,          // the same, of polls between other steps
    AMONG_OTHERS = 10,      // reads since another step
    SURVEY_LENGTH = 400000, // instructions; then the survey ends
};

static uint32_t stepped;
static bool surveying, points_set;
static bool sprinting; // a survey does not step just now

// Where loops are left: instructions that were not stepped yet, after
// conditional branches that were. A sprint ends at a breakpoint there.
static uint32_t exits[EXITS], n_exits;
static uint8_t exit_bytes[EXITS];
static uint8_t original[MAX_POINTS];
static uint32_t hits[MAX_POINTS]; // but those of polling
static uint32_t polled[MAX_POINTS];
static uint32_t set_points[MAX_POINTS], n_set;
static int stepping_over = -1; // point whose instruction is executing

static void protect(int how)
{
    uint64_t start = shared->exe_start & ~4095ull;

    mprotect((void *)start,
             ((shared->exe_end + 4095) & ~4095ull) - start, how);
}

static uint8_t *text_at(uint32_t offset)
{
    return (uint8_t *)(shared->exe_base + offset);
}

static void registers_of(const ucontext_t *u, uint64_t r[16])
{
    static const uint8_t order[16] = {13, 14, 12, 11, 15, 10, 9, 8,
                                      0,  1,  2,  3,  4,  5,  6, 7};

    for (int i = 0; i < 16; i++)
        r[i] = (uint64_t)u->uc_mcontext.gregs[order[i]];
}

static bool in_text(uint64_t pc)
{
    return pc >= shared->exe_start && pc < shared->exe_end;
}

// What a write found there: one that leaves it so is a mere look.
static struct access written;
static uint64_t found;

static void note_value(const struct access *a)
{
    written = *a;
    written.write = reducing() && a->write && a->size <= sizeof found;
    if (written.write)
        memcpy(&found, (void *)(uintptr_t)a->address, a->size);
}

static void compare_value(void)
{
    const void *memory = (void *)(uintptr_t)written.address;

    if (written.write && memcmp(&found, memory, written.size) == 0)
        touch_unchanged(memory, written.size);
}

// Whether the step was one of polling.
static bool one_step(uint64_t pc, const struct access *a, bool yields)
{
    struct op op = {.kind = KIND_MEMORY,
                    .pc = pc,
                    .yields = yields,
                    .address = a->address,
                    .size = a->size,
                    .writes = a->write};

    bool polls = memory_step(&op);
    note_value(a);
    return polls;
}

// How often this thread has stepped the instruction.
static uint16_t *visits_of(uint64_t pc)
{
    if (!self->visits)
        self->visits = zeroed((shared->exe_end - shared->exe_start) *
                              sizeof *self->visits);
    return &self->visits[pc - shared->exe_start];
}

static void add_exit(uint64_t pc)
{
    uint32_t offset = (uint32_t)(pc - shared->exe_base);

    if (!in_text(pc) || *visits_of(pc) > 0)
        return;
    for (uint32_t i = 0; i < n_exits; i++)
        if (exits[i] == offset)
            return;
    if (n_exits < EXITS)
        exits[n_exits++] = offset;
}

// A conditional branch goes to its target, or on to what follows it.
static void note_branch(uint64_t pc)
{
    const uint8_t *code = (const uint8_t *)(uintptr_t)pc;
    int32_t far;

    if ((code[0] & 0xf0) == 0x70) {
        add_exit(pc + 2);
        add_exit(pc + 2 + (uint64_t)(int64_t)(int8_t)code[1]);
    } else if (code[0] == 0x0f && (code[1] & 0xf0) == 0x80) {
        memcpy(&far, code + 2, sizeof far);
        add_exit(pc + 6);
        add_exit(pc + 6 + (uint64_t)(int64_t)far);
    }
}

// Run at full speed until the loop is left, or the next step.
static void sprint(ucontext_t *u)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < n_exits; i++)
        if (*visits_of(shared->exe_base + exits[i]) == 0)
            exits[kept++] = exits[i];
    n_exits = kept;
    protect(PROT_READ | PROT_WRITE | PROT_EXEC);
    for (uint32_t i = 0; i < n_exits; i++) {
        exit_bytes[i] = *text_at(exits[i]);
        *text_at(exits[i]) = BREAKPOINT;
    }
    sprinting = true;
    u->uc_mcontext.gregs[REG_EFL] &= ~TRAP_FLAG;
}

static void end_sprint(int how)
{
    for (uint32_t i = 0; i < n_exits; i++)
        *text_at(exits[i]) = exit_bytes[i];
    sprinting = false;
    protect(how);
}

void memory_resume(void)
{
    if (sprinting)
        end_sprint(surveying ? PROT_READ : PROT_READ | PROT_EXEC);
}

// Note what the instruction at pc is about to touch.
static void look_at(const ucontext_t *u, uint64_t pc, bool spins)
{
    uint64_t r[16];
    struct access a;

    registers_of(u, r);
    if (!decode_access((const uint8_t *)pc, r, &a))
        return;
    bool racing = sharing_record(pc, a.address, a.size, a.write, r[4]);
    if (is_gone(
            a.address)) // no race: but a step, which will look at it
        sharing_report(pc);
    if (a.write)
        self->last_write = stepped;
    // A loop that only reads may wait for another thread's write.
    spins &= stepped - self->last_write >= OFTEN;
    if (!racing && !spins)
        return;
    if (spins && !a.write)
        sharing_report(pc);
    // Others enter the text by a fault, as we did.
    protect(PROT_READ);
    one_step(pc, &a, spins);
    protect(PROT_READ | PROT_EXEC);
}

// About to execute the instruction at pc, in a survey.
static void survey(ucontext_t *u, uint64_t pc)
{
    uint16_t visits = ++*visits_of(pc);

    if (++stepped > SURVEY_LENGTH)
        surveying = false;
    note_branch(pc);
    look_at(u, pc, visits % OFTEN == 0);
    if (visits >= TOO_OFTEN && surveying)
        sprint(u);
}

// Read now, let others run, and write as if nothing had happened since:
// put back what was read, and the instruction does the rest.
static void torn_step(uint64_t pc, const struct access *a)
{
    struct access read = *a;
    void *memory = (void *)(uintptr_t)a->address;
    uint64_t value = 0;

    read.write = false;
    one_step(pc, &read, false);
    memcpy(&value, memory, a->size);
    one_step(pc, a, false);
    memcpy(memory, &value, a->size);
}

// The frames of the thread at this instruction lie above.
static void stand_at(const ucontext_t *u, uint64_t pc)
{
    called_from(pc, (uint64_t)u->uc_mcontext.gregs[REG_RSP] - RED_ZONE);
}

static void hit_point(ucontext_t *u, int point)
{
    uint8_t *at = text_at(set_points[point]);
    uint64_t r[16];
    struct access a = {0, 0, false, false};

    u->uc_mcontext.gregs[REG_RIP] = (greg_t)(uintptr_t)at;
    registers_of(u, r);
    *at = original[point];
    decode_access(at, r, &a);
    *at = BREAKPOINT;
    bool polls = false;
    stand_at(u, (uint64_t)(uintptr_t)at);
    if (!controlled())
        ; // a child of fork: it has the points, and no scheduler
    else if (a.torn && a.size <= 8)
        torn_step((uint64_t)(uintptr_t)at, &a);
    else
        polls = one_step((uint64_t)(uintptr_t)at, &a, false);
    *at = original[point];
    // A hot loop: what two threads can do to each other there, they can
    // do in the first rounds. The rest runs at full speed.
    hits[point] += !polls;
    // A loop that polls and offers its turn by a call, needs no trap to be
    // a step: there are those of the call.
    polled[point] += polls && self->reads < AMONG_OTHERS;
    if (hits[point] > HOT || polled[point] > POLLED) {
        shared->result.blind = 1; // of what it touches from now on
        return;
    }
    stepping_over = point;
    u->uc_mcontext.gregs[REG_EFL] |= TRAP_FLAG;
}

static int point_at(uint64_t pc)
{
    for (uint32_t i = 0; i < n_set; i++)
        if ((uint64_t)(uintptr_t)text_at(set_points[i]) == pc)
            return (int)i;
    return -1;
}

static void on_trap(int signo, siginfo_t *info, void *context)
{
    ucontext_t *u = context;
    uint64_t pc = (uint64_t)u->uc_mcontext.gregs[REG_RIP];
    int point;

    (void)signo, (void)info;
    if (sprinting) {
        end_sprint(PROT_READ | PROT_EXEC);
        u->uc_mcontext.gregs[REG_RIP] = (greg_t)--pc;
        u->uc_mcontext.gregs[REG_EFL] |= TRAP_FLAG;
        survey(u, pc);
    } else if (stepping_over >= 0) {
        *text_at(set_points[stepping_over]) = BREAKPOINT;
        stepping_over = -1;
        compare_value();
        u->uc_mcontext.gregs[REG_EFL] &= ~TRAP_FLAG;
        // The next instruction may be a point too: it traps by itself.
    } else if (surveying && controlled() && in_text(pc)) {
        survey(u, pc);
    } else if (surveying || !points_set) {
        u->uc_mcontext.gregs[REG_EFL] &= ~TRAP_FLAG;
        protect(surveying ? PROT_READ : PROT_READ | PROT_EXEC);
    } else if ((point = point_at(pc - 1)) >= 0) {
        hit_point(u, point);
    }
    if (!surveying && !points_set) {
        u->uc_mcontext.gregs[REG_EFL] &= ~TRAP_FLAG;
        protect(PROT_READ | PROT_EXEC);
    }
}

// A fault of the program's own: die of it, as without us.
static void die_of(int signo)
{
    struct sigaction usual = {.sa_handler = SIG_DFL};

    NEXT(sigaction)(signo, &usual, NULL);
}

static void on_fault(int signo, siginfo_t *info, void *context)
{
    ucontext_t *u = context;
    uint64_t pc = (uint64_t)u->uc_mcontext.gregs[REG_RIP];

    if (surveying && in_text(pc) &&
        (uint64_t)(uintptr_t)info->si_addr == pc) {
        protect(PROT_READ | PROT_EXEC);
        if (!controlled())
            return;
        u->uc_mcontext.gregs[REG_EFL] |= TRAP_FLAG;
        self->last_write = stepped; // it came from a call: no mere loop
        survey(u, pc);
        return;
    }
    if (!signal_pass_on(signo, info, context)) {
        protect(PROT_READ | PROT_EXEC);
        u->uc_mcontext.gregs[REG_EFL] &= ~TRAP_FLAG;
        shared->result.pc = pc + 1;
        die_of(signo);
    }
}

static void catch (int signo, void (*handler)(int, siginfo_t *, void *))
{
    struct sigaction action;

    memset(&action, 0, sizeof action);
    action.sa_sigaction = handler;
    action.sa_flags = SA_SIGINFO | SA_NODEFER;
    NEXT(sigaction)(signo, &action, NULL);
}

static void clear_points(void)
{
    for (uint32_t i = 0; i < n_set; i++)
        *text_at(set_points[i]) = original[i];
    n_set = 0;
}

// In the fork server, before each fork: the child inherits the points.
void memory_prepare(void)
{
    const struct request *r = &shared->request;
    uint32_t n =
        r->flags & WANT_SURVEY || instrumented ? 0 : r->n_points;

    if (n == n_set && memcmp(set_points, shared->points,
                             n * sizeof set_points[0]) == 0)
        return;
    protect(PROT_READ | PROT_WRITE | PROT_EXEC);
    clear_points();
    for (uint32_t i = 0; i < n && i < MAX_POINTS; i++) {
        uint8_t *at = text_at(shared->points[i]);

        if (!in_text((uint64_t)(uintptr_t)at))
            continue;
        set_points[n_set] = shared->points[i];
        original[n_set++] = *at;
        *at = BREAKPOINT;
    }
}

void memory_begin(void)
{
    if (instrumented) {
        access_begin();
        return;
    }
    memory_prepare(); // where there is no fork server
    points_set = n_set > 0;
    surveying = shared->request.flags & WANT_SURVEY;
    if (!points_set && !surveying)
        return;
    catch (SIGTRAP, on_trap);
    if (!surveying)
        return;
    catch (SIGSEGV, on_fault);
    sharing_begin();
    protect(PROT_READ);
}

// Giving memory back is a write to all of it, by the call instruction
// before `pc`, to which free returns.
void memory_freed(const void *memory, size_t size, uint64_t pc)
{
    enum { MOST = 256 };
    struct access a = {(uint64_t)(uintptr_t)memory,
                       size < MOST ? (uint32_t)size : MOST, true,
                       false};
    const uint8_t *after = (const uint8_t *)(uintptr_t)pc;

    if (!surveying || !in_text(pc))
        return;
    if (after[-5] == 0xe8)
        sharing_record(pc - 5, a.address, a.size, true,
                       0); // call rel32
    else if (after[-6] == 0xff && after[-5] == 0x15)
        sharing_record(pc - 6, a.address, a.size, true,
                       0); // call *disp32(%rip)
}

// So is what a call writes where the program asked it to.
void memory_written(const void *memory, size_t size, uint64_t pc)
{
    memory_freed(memory, size, pc);
}

bool memory_owns(int signo)
{
    return (signo == SIGTRAP && (surveying || points_set)) ||
           (signo == SIGSEGV && surveying);
}

bool memory_busy(void)
{
    return stepping_over >= 0;
}

#else // other machines: only the calls are steps

void memory_prepare(void)
{
}

void memory_begin(void)
{
    if (instrumented)
        access_begin();
    else
        shared->result.blind = 1;
}

void memory_resume(void)
{
}

bool memory_owns(int signo)
{
    (void)signo;
    return false;
}

bool memory_busy(void)
{
    return false;
}

void memory_freed(const void *memory, size_t size, uint64_t pc)
{
    (void)memory, (void)size, (void)pc;
}

void memory_written(const void *memory, size_t size, uint64_t pc)
{
    (void)memory, (void)size, (void)pc;
}
#endif
