// core.c: the baton, the options at a step, and the passing of time.

#include "core.h"

#include "gone.h"

#include <errno.h>
#include <linux/futex.h>
#include <poll.h>
#include <sched.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

struct shared *shared;
struct thread *threads[MAX_THREADS];
uint32_t n_threads;
uint64_t now;
bool active;
struct thread *running;
__thread struct thread *self __attribute__((tls_model("initial-exec")));

static uint64_t arrivals;   // numbers ops in the order they came
static uint32_t live_floor; // every thread below it has ended
static uint32_t hopeless;
static uint32_t slept_at, idled_at; // steps at which time last passed
static struct option options[3 * MAX_THREADS];

enum {
    IDLE_ENOUGH = 100,   // yields after which a thread only polls
    SPURIOUS_ENOUGH = 4, // in a row: more show nothing new
    POLLS = 5,           // yields after which others go first
    SLICE = 5000,        // steps in a row that count as polling
    HOPELESS = 2000000,  // steps in which everybody only polls
    FAIR_SLICE = 50,     // the same once half of the budget is spent
};

struct thread *thread_new(void)
{
    static struct thread *pool;
    static uint32_t pooled;

    if (n_threads == MAX_THREADS)
        return NULL;
    if (pooled == 0) {
        pooled = 64;
        pool = mmap(NULL, pooled * sizeof *pool, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    }
    struct thread *t = &pool[--pooled];
    t->id = n_threads;
    threads[n_threads++] = t;
    policy_new_thread(t);
    return t;
}

// The raw system call: no sanitizer must see an order in it that the
// program does not make itself.
static void futex(uint32_t *word, int op, uint32_t value)
{
    __extension__ long rc = 0;
#if defined(__x86_64__)
    register long r10 __asm__("r10") = 0;
    __asm__ volatile("syscall"
                     : "=a"(rc)
                     : "0"(SYS_futex), "D"(word), "S"(op), "d"(value),
                       "r"(r10)
                     : "rcx", "r11", "memory");
#elif defined(__aarch64__)
    register long x8 __asm__("x8") = SYS_futex;
    register long x0 __asm__("x0") = (long)word;
    register long x1 __asm__("x1") = op;
    register long x2 __asm__("x2") = value;
    register long x3 __asm__("x3") = 0;
    __asm__ volatile("svc 0"
                     : "+r"(x0)
                     : "r"(x8), "r"(x1), "r"(x2), "r"(x3)
                     : "memory");
    rc = x0;
#else
    int saved = errno;
    rc = syscall(SYS_futex, word, op, value, NULL, NULL, 0);
    errno = saved;
#endif
    (void)rc;
}

// A thread that has ended is still taken apart by the C library, which
// gives its memory back: nobody else may run beside that.
static struct thread *ending;

// The kernel clears this word at the very end, and wakes who waits there.
static void wait_for_word(const struct thread *t)
{
    long rc;

    do
        rc = NEXT(syscall)(SYS_futex, t->tid_word, FUTEX_WAIT, t->tid,
                           NULL, NULL, 0);
    while (rc == 0 || errno == EINTR);
}

static void wait_for_ending(void)
{
    int saved = errno;
    struct thread *t = ending;

    ending = NULL;
    if (t && t->tid_word)
        wait_for_word(t);
    else
        while (t && NEXT(syscall)(SYS_tgkill, getpid(), t->tid, 0) == 0)
            NEXT(sched_yield)();
    errno = saved;
}

void wait_for_baton(struct thread *t)
{
    while (!__atomic_load_n(&t->baton, __ATOMIC_ACQUIRE))
        futex(&t->baton, FUTEX_WAIT_PRIVATE, 0);
    __atomic_store_n(&t->baton, 0, __ATOMIC_RELAXED);
    wait_for_ending();
}

static void give_baton(struct thread *t)
{
    __atomic_store_n(&t->baton, 1, __ATOMIC_RELEASE);
    futex(&t->baton, FUTEX_WAKE_PRIVATE, 1);
}

bool never_ready(struct thread *t, struct op *op)
{
    (void)t, (void)op;
    return false;
}

bool timed_out(const struct op *op)
{
    // until_of gives 1 for all that was before the run began.
    return op->until == 1 || (op->until && now >= op->until);
}

// Whether t can go on at this moment, and not by force of a late clock.
static bool can_go_on(struct thread *t)
{
    struct op *op = t->op;

    if (!op->ready || op->ready(t, op))
        return true;
    // A condition variable that timed out still needs its mutex.
    if (timed_out(op))
        return op->kind != KIND_COND_TIMEDWAIT ||
               mutex_free(op->object->mutex);
    if (op->cancellable && t->cancel_pending && !t->cancel_disabled)
        return !op->cancel_returns || mutex_free(op->object->mutex);
    return t->signals && signal_pending(t);
}

static bool can_be_late(struct thread *t)
{
    struct op *op = t->op;

    return op->until && op->until != NEVER && now < op->until &&
           (op->kind != KIND_COND_TIMEDWAIT ||
            mutex_free(op->object->mutex));
}

// A mutex is never freed in a circle of threads that wait for each other
// without a deadline: that is a deadlock, even while others go on.
static void look_for_circle(struct thread *t)
{
    uint32_t at = t->id;

    for (uint32_t hops = 0; hops <= n_threads; hops++) {
        struct thread *w = threads[at];
        struct op *op = w->op;

        if (w->ended || !op || op->kind != KIND_MUTEX_LOCK ||
            op->object->owner == NO_THREAD ||
            (op->object->type == PTHREAD_MUTEX_RECURSIVE &&
             op->object->owner == w->id) ||
            (w->cancel_pending && op->cancellable))
            return;
        at = op->object->owner;
        if (at == t->id)
            fail(
                OUTCOME_DEADLOCK, op->pc,
                hops == 0
                    ? "thread %u waits for a mutex that it holds itself"
                    : "threads wait for each other's mutexes in a "
                      "circle",
                t->id);
    }
}

// Whether it waits for what another thread will say, and not for a lock
// or the clock.
static bool waits_for_news(const struct op *op)
{
    unsigned class = op->object ? op->object->class : 0;

    return op->kind == KIND_JOIN || class == CLASS_COND ||
           class == CLASS_SEM || class == CLASS_BARRIER;
}

// t was about to make a call that could go on, and now cannot.
static void begin_to_block(struct thread *t)
{
    t->op->blocked = true;
    t->run = 0;
    // So it does not poll; unless this goes on and on, and no time passes.
    if (waits_for_news(t->op) && t->spared++ < IDLE_ENOUGH)
        t->idle = t->same_reads = 0;
    trace_of(t, t->op, EVENT_BLOCKS);
    look_for_circle(t);
}

// List who can go on; return how many options there are.
static uint32_t list_options(void)
{
    unsigned flags = shared->request.flags;
    uint32_t n = 0;

    while (live_floor < n_threads && threads[live_floor]->ended)
        live_floor++;
    for (uint32_t i = live_floor; i < n_threads; i++) {
        struct thread *t = threads[i];

        if (t->ended || !t->op)
            continue;
        bool ready = can_go_on(t);
        if (ready && !t->was_ready)
            t->ready_step = shared->result.steps;
        t->was_ready = ready;
        if (ready) {
            options[n++] = (struct option){t->id, HOW_NORMAL};
            continue;
        }
        if (!t->op->blocked)
            begin_to_block(t);
        if (flags & WANT_LATE && can_be_late(t))
            options[n++] = (struct option){t->id, HOW_LATE};
        if (flags & WANT_SPURIOUS && t->op->spurious &&
            t->spurious < SPURIOUS_ENOUGH &&
            mutex_free(t->op->object->mutex))
            options[n++] = (struct option){t->id, HOW_SPURIOUS};
    }
    return n;
}

// Whose lock the thread waits for. A wait whose time is over lacks only its
// mutex, though nobody has woken it.
static uint32_t held_up_by(const struct thread *t)
{
    const struct op *op = t->op;

    if (op->kind == KIND_COND_TIMEDWAIT && timed_out(op) &&
        !mutex_free(op->object->mutex))
        return op->object->mutex->owner;
    return trace_holder(t, op);
}

// Whether another thread waits for what this one holds.
static bool holds_up_another(const struct thread *holder)
{
    for (uint32_t i = live_floor; i < n_threads; i++) {
        const struct thread *t = threads[i];

        if (t != holder && !t->ended && t->op && t->op->object &&
            held_up_by(t) == holder->id)
            return true;
    }
    return false;
}

// Who only polls, and has done so for a while, lets the others go first:
// that it looks once more before anything has changed shows nothing new.
// Moves it behind the options that are left.
static uint32_t without_poller(uint32_t n)
{
    struct op *op = self ? self->op : NULL;
    uint32_t kept = 0, normal = 0;
    struct option moved = {0, HOW_NORMAL};

    if (!op || !op->yields ||
        (op->kind != KIND_PREEMPTED && self->idle < POLLS))
        return n;
    for (uint32_t i = 0; i < n; i++)
        normal += options[i].how == HOW_NORMAL &&
                  options[i].thread != self->id;
    if (normal == 0) {
        // Its turn would else end in the middle of the same loop again.
        if (holds_up_another(self))
            self->due = true;
        return n;
    }
    for (uint32_t i = 0; i < n; i++)
        if (options[i].thread != self->id)
            options[kept++] = options[i];
        else
            moved = options[i];
    if (kept < n)
        options[kept] = moved;
    return kept;
}

static uint64_t earliest_deadline(void)
{
    uint64_t earliest = timers_due();

    for (uint32_t i = live_floor; i < n_threads; i++) {
        struct thread *t = threads[i];

        if (!t->ended && t->op && t->op->until > now &&
            t->op->until < earliest)
            earliest = t->op->until;
    }
    return earliest;
}

// Everybody looks again and again, and no deadline is left.
void fail_looking(void)
{
    fail(OUTCOME_SPIN, 0,
         "all that can run look again and again,"
         " and nobody is left to change anything");
}

bool time_may_pass(void)
{
    return earliest_deadline() != NEVER;
}

static void pass_time(uint64_t to)
{
    footprint_time();
    if (to > now)
        now = to;
    for (uint32_t i = live_floor; i < n_threads; i++)
        threads[i]->idle = threads[i]->spared = 0;
    timers_pass();
}

// Who looks again and again under a lock that another waits for: once it
// has left the lock, the other goes on, at the same time. Unless it never
// leaves. Whoever else looks again and again lets it go first.
static bool frees_another(struct thread *t)
{
    if (t->spared >= IDLE_ENOUGH || !holds_up_another(t))
        return false;
    t->spared++;
    t->due = true;
    if (self && self != t && self->op)
        self->op->yields = true;
    return true;
}

// Everybody who can go on has offered its turn again and again: they
// wait for somebody who sleeps, or for the clock itself.
static bool all_idle(uint32_t n)
{
    bool reads_clock = false;

    for (uint32_t i = 0; i < n; i++) {
        if (options[i].how != HOW_NORMAL)
            continue;
        struct thread *t = threads[options[i].thread];
        if (t->idle < IDLE_ENOUGH)
            return false;
        reads_clock |= t->op->kind == KIND_CLOCK;
    }
    for (uint32_t i = 0; i < n; i++)
        if (options[i].how == HOW_NORMAL &&
            frees_another(threads[options[i].thread]))
            return false;
    uint64_t next = earliest_deadline();
    if (next == NEVER && !reads_clock) {
        if (++hopeless == HOPELESS)
            fail_looking();
        return false;
    }
    idled_at = shared->result.steps;
    shared->result.polled++;
    pass_time(next != NEVER ? next : now + SECOND / 1000);
    return true;
}

// Somebody outside may still write to a file that a thread waits for, or
// send a signal. Look again for a while; for ever if it is stdin of a
// plain run.
static bool wait_for_outside(void)
{
    bool on_files = false, on_stdin = false;
    static uint32_t looked;
    static uint32_t at;

    for (uint32_t i = live_floor; i < n_threads; i++) {
        struct thread *t = threads[i];

        if (t->ended || !t->op || !waits_for_file(t->op))
            continue;
        on_files = true;
        on_stdin |= t->op->address == 0 && !is_server_child;
    }
    if (signal_from_outside(!on_files))
        return true;
    if (at != shared->result.steps)
        looked = 0;
    at = shared->result.steps;
    if (!on_files ||
        (!on_stdin && ++looked > (is_server_child ? 5 : 200)))
        return false;
    NEXT(poll)(NULL, 0, 1);
    return true;
}

// Nobody can go on but for no reason. That time passes is the other thing
// that may happen then, as the end of a wait that is due next.
static uint32_t offer_time(uint32_t n, uint64_t next)
{
    for (uint32_t i = live_floor; i < n_threads; i++) {
        struct thread *t = threads[i];

        if (!t->ended && t->op && t->op->until == next &&
            can_be_late(t))
            options[n++] = (struct option){t->id, HOW_LATE};
    }
    return n;
}

static uint32_t options_or_end(void)
{
    bool late = shared->request.flags & WANT_LATE;

    for (;;) {
        uint32_t n = list_options();
        uint32_t normal = 0;

        for (uint32_t i = 0; i < n; i++)
            normal += options[i].how == HOW_NORMAL;
        if (normal && !all_idle(n))
            return n;
        if (normal)
            continue;
        uint64_t next = earliest_deadline();
        if (n && next != NEVER) {
            // Late or spurious: those are choices too.
            uint32_t all = late ? n : offer_time(n, next);
            if (late || all > n)
                return all;
        }
        if (next != NEVER) {
            slept_at = shared->result.steps;
            pass_time(next);
        } else if (n) {
            return n;
        } else if (!wait_for_outside()) {
            fail(OUTCOME_DEADLOCK, 0, "nothing can run");
        }
    }
}

static void let_time_reach(struct thread *t)
{
    if (t->how == HOW_LATE && t->op->until > now)
        pass_time(t->op->until);
}

// A turn that goes on and on counts as polling.
static bool overstays(const struct thread *t)
{
    uint32_t half = shared->request.max_steps / 2;

    return t->run >= (shared->result.steps > half ? FAIR_SLICE : SLICE);
}

static struct thread *choose(void)
{
    if (++shared->result.steps >= shared->request.max_steps)
        fail_budget();

    footprint_end();
    uint32_t all = options_or_end();
    uint32_t n = without_poller(all);
    uint32_t usual = policy_usual(options, n);
    uint32_t pick = policy_choose(options, n, all, usual);
    struct thread *t = threads[options[pick].thread];

    t->how = options[pick].how;
    running = t;
    return t;
}

static void note_arrival(struct thread *t, struct op *op)
{
    op->since = ++arrivals;
    if (op->until == 0)
        op->until = NEVER;
    t->was_ready = false;
    if (op->kind != KIND_MEMORY)
        t->reads = 0;
    t->clock_reads = 0;
    t->run++;
    op->yields |= t->due;
    t->due = false;
    if (op->yields || overstays(t)) {
        t->idle += op->yields ? 1 : IDLE_ENOUGH;
        t->run = 0;
        op->yields = true;
    }
    if (op->ready && !can_go_on(t))
        begin_to_block(t);
    footprint_end();
    spin_look(t, op);
}

// What there is to do for a thread that has been chosen; false if its op
// has not come about yet.
static bool arrived(struct thread *t, struct op *op, enum go *go)
{
    bool restart = false;

    if (t->signals && run_handlers(&restart)) {
        touch_everything();
        if (op->interruptible && !(op->restarts && restart) &&
            !(op->ready && op->ready(t, op))) {
            *go = GO_INTERRUPTED;
            return true;
        }
        if (op->ready && !op->ready(t, op) && !timed_out(op))
            return false;
    }
    if (t->cancel_pending && !t->cancel_disabled && !t->cancelling &&
        (op->cancellable || t->cancel_async)) {
        *go = GO_CANCELLED;
        return true;
    }
    if (t->how == HOW_SPURIOUS)
        *go = GO_SPURIOUS;
    else if (op->ready && !op->ready(t, op))
        *go = GO_TIMEOUT;
    else
        *go = GO_READY;
    return true;
}

// A signal that comes before the call runs its handler before the call
// begins to wait; only one that comes while it waits interrupts it.
static void begin_waiting(const struct op *op)
{
    struct op before = {.kind = op->kind,
                        .pc = op->pc,
                        .silent = true,
                        .object = op->object,
                        .address = op->address};

    if (op->interruptible && handlers_installed && !op->own_mask)
        step(&before);
}

enum go step(struct op *op)
{
    begin_waiting(op);
    struct thread *t = self;
    struct op *outer = t->op; // a signal handler's steps nest
    enum go go = GO_READY;
    int saved = errno;

    t->op = op;
    t->stands_at = op->pc == t->call_pc ? t->call_frame : 0;
    memory_resume();
    note_arrival(t, op);
    do {
        struct thread *next = choose();
        if (next != t) {
            give_baton(next);
            wait_for_baton(t);
        }
        let_time_reach(t);
    } while (!arrived(t, op, &go));
    t->op = outer;
    errno = saved;
    if (op->spurious)
        t->spurious = go == GO_SPURIOUS ? t->spurious + 1 : 0;
    if (go == GO_CANCELLED && !op->cancel_returns)
        act_on_cancel();
    trace(op, go == GO_TIMEOUT    ? EVENT_TIMEOUT
              : go == GO_SPURIOUS ? EVENT_SPURIOUS
                                  : 0);
    if (op->kind == KIND_MEMORY)
        check_memory(op->address, op->pc + 1, "touches", "");
    return go;
}

void step_simple(int kind, uint64_t pc, struct object *object)
{
    struct op op = {.kind = kind,
                    .pc = pc,
                    .object = object,
                    .address = object ? object->address : 0};

    step(&op);
}

void leave(void)
{
    self->ended = true;
    self->op = NULL;
    for (uint32_t i = live_floor; i < n_threads; i++)
        if (!threads[i]->ended) {
            struct thread *next = choose();
            // Of main, the kernel keeps the number until the very end.
            ending = self->id ? self : NULL;
            give_baton(next);
            self = NULL; // what the C library still does is its own
            return;
        }
    record_end(OUTCOME_EXIT);
}

// How the last quarter of a budget was spent.
enum budget budget_kind(void)
{
    uint32_t late = shared->request.max_steps / 4 * 3;

    if (slept_at > late)
        return BUDGET_ASLEEP;
    return idled_at > late ? BUDGET_POLLING : BUDGET_SPINNING;
}
