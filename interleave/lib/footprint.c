// footprint.c: what each step touches, for a search that leaves out
// schedules which differ only in the order of independent steps; and who
// sleeps in such a search (sleep sets: Godefroid, 1996).
//
// A step lasts from the moment that a thread is chosen to its next call
// of the scheduler. Most of what it touches follows from its op; what a
// call finds out only then, it adds with touch().

#include "core.h"

#include "../dependence.h"

static struct record *current; // the step that is being made
static bool time_passed;
static uint32_t n_asleep;
static uint16_t asleep[MAX_REDUCED]; // indices in shared->asleep

bool reducing(void)
{
    return shared->request.flags & WANT_REDUCED;
}

void touch(unsigned what, uint64_t which, unsigned flags)
{
    if (current)
        add_touch(&current->print, touch_of(what, which, flags));
}

void touch_object(const struct object *o, unsigned flags)
{
    touch(TOUCHED_OBJECT, o->address, flags);
}

void touch_everything(void)
{
    if (current)
        current->print.everything = 1;
}

// The step just made changed nothing there after all.
void touch_only_read(unsigned what, uint64_t which)
{
    if (!current)
        return;
    for (uint32_t i = 0; i < current->print.n; i++)
        if (same_touched(current->print.touches[i],
                         touch_of(what, which, 0)))
            current->print.touches[i] &= ~(uint64_t)TOUCH_FLAGS;
}

// Nor did the write to this memory: it left there what it found, as a
// spin lock's that is taken already.
void touch_unchanged(const void *memory, size_t size)
{
    uint64_t address = (uintptr_t)memory;

    for (uint64_t at = address >> 2; at << 2 < address + size; at++)
        touch_only_read(TOUCHED_MEMORY, at);
}

static void add(struct footprint *f, unsigned what, uint64_t which,
                unsigned flags)
{
    add_touch(f, touch_of(what, which, flags));
}

// A stack is gone when its thread has ended.
static void add_stack(struct footprint *f, uint64_t address)
{
    for (uint32_t i = 1; i < n_threads; i++) {
        uint64_t top = threads[i]->frame_top;

        if (threads[i] != self && address < top &&
            top - address < 8 << 20)
            add(f, TOUCHED_THREAD, i, TOUCH_READ);
    }
}

static void add_memory(struct footprint *f, uint64_t address,
                       uint64_t size, unsigned flags)
{
    if (size > 4 * MAX_TOUCHES) {
        f->everything = 1;
        return;
    }
    for (uint64_t at = address >> 2; at << 2 < address + size; at++)
        add(f, TOUCHED_MEMORY, at, flags);
    add_stack(f, address);
}

void touch_memory(const void *memory, size_t size, bool write)
{
    if (current)
        add_memory(&current->print, (uintptr_t)memory, size,
                   write ? TOUCH_WRITE : TOUCH_READ);
}

// Of memory that is in no footprint: whether its thread is still there.
void touch_stack(uint64_t address)
{
    if (current)
        add_stack(&current->print, address);
}

// Several blocks that are given back count as one that holds them all.
void touch_freed(const void *memory, size_t size)
{
    uint64_t from = (uintptr_t)memory, to = from + size;

    if (!current)
        return;
    struct footprint *f = &current->print;
    if (f->from == f->to) {
        f->from = from;
        f->to = to;
    }
    f->from = from < f->from ? from : f->from;
    f->to = to > f->to ? to : f->to;
}

// An object by its op. One that is being made is not known yet.
static void add_object(struct footprint *f, const struct op *op,
                       unsigned flags)
{
    if (op->object)
        add(f, TOUCHED_OBJECT, op->object->address, flags);
    else
        f->everything = 1;
}

static void add_lock(struct footprint *f, const struct op *op,
                     unsigned flags)
{
    add_object(f, op, flags | (op->ready ? TOUCH_AWAITS : 0));
}

static void add_life(struct footprint *f, const struct op *op)
{
    add_object(f, op, TOUCH_WRITE);
    if (op->object)
        add(f, TOUCHED_LIFE, op->object->address, TOUCH_WRITE);
}

static void add_output(struct footprint *f, const struct op *op)
{
    add(f, TOUCHED_FILE, op->address, TOUCH_WRITE);
    if (op->arg)
        add(f, TOUCHED_STREAM, op->arg, TOUCH_WRITE);
    if (op->object)
        add(f, TOUCHED_OBJECT, op->object->address, TOUCH_WRITE);
}

// What a step touches by its kind. What is not listed touches everything.
enum rule {
    EVERYTHING,
    NOTHING,
    MEMORY,
    LOCK,
    READ_LOCK,
    WAIT,
    FUTEX,
    ARRIVE,
    CHANGE,
    LOOK,
    LIFE,
    CREATE,
    START,
    END,
    JOIN,
    DETACH,
    CANCEL,
    OUTPUT,
    FILES,
};

static const uint8_t rules[KIND_COUNT] = {
    // That time passes is no step of theirs.
    [KIND_YIELD] = NOTHING,         [KIND_SLEEP] = NOTHING,
    [KIND_CLOCK] = NOTHING,         [KIND_MEMORY] = MEMORY,
    [KIND_MUTEX_LOCK] = LOCK,       [KIND_MUTEX_TRYLOCK] = LOCK,
    [KIND_MUTEX_TIMEDLOCK] = LOCK,  [KIND_RWLOCK_WRLOCK] = LOCK,
    [KIND_SPIN_LOCK] = LOCK,        [KIND_RWLOCK_RDLOCK] = READ_LOCK,
    [KIND_COND_WAIT] = WAIT,        [KIND_COND_TIMEDWAIT] = WAIT,
    [KIND_FUTEX_WAIT] = FUTEX,      [KIND_BARRIER_WAIT] = ARRIVE,
    [KIND_MUTEX_UNLOCK] = CHANGE,   [KIND_SPIN_UNLOCK] = CHANGE,
    [KIND_RWLOCK_UNLOCK] = CHANGE,  [KIND_COND_SIGNAL] = CHANGE,
    [KIND_COND_BROADCAST] = CHANGE, [KIND_SEM_WAIT] = CHANGE,
    [KIND_SEM_POST] = CHANGE,       [KIND_FUTEX_WAKE] = CHANGE,
    [KIND_ONCE] = CHANGE,           [KIND_SEM_GETVALUE] = LOOK,
    [KIND_MUTEX_INIT] = LIFE,       [KIND_MUTEX_DESTROY] = LIFE,
    [KIND_COND_INIT] = LIFE,        [KIND_COND_DESTROY] = LIFE,
    [KIND_RWLOCK_INIT] = LIFE,      [KIND_RWLOCK_DESTROY] = LIFE,
    [KIND_SEM_INIT] = LIFE,         [KIND_SEM_DESTROY] = LIFE,
    [KIND_BARRIER_INIT] = LIFE,     [KIND_BARRIER_DESTROY] = LIFE,
    [KIND_CREATE] = CREATE,         [KIND_START] = START,
    [KIND_THREAD_EXIT] = END,       [KIND_JOIN] = JOIN,
    [KIND_DETACH] = DETACH,         [KIND_CANCEL] = CANCEL,
    [KIND_OUTPUT] = OUTPUT,         [KIND_READ] = FILES,
    [KIND_WRITE] = FILES,           [KIND_POLL] = FILES,
    [KIND_ACCEPT] = FILES,          [KIND_CONNECT] = FILES,
};

static void add_wait(struct footprint *f, const struct op *op)
{
    add_object(f, op, TOUCH_WRITE);
    if (op->ready) // it takes the mutex again
        add(f, TOUCHED_OBJECT, op->object->mutex->address,
            TOUCH_WRITE | TOUCH_AWAITS);
}

static void add_futex(struct footprint *f, const struct op *op)
{
    add_object(f, op, TOUCH_WRITE);
    if (!op->ready) // before it waits, it looks
        add_memory(f, op->address, sizeof(uint32_t), TOUCH_READ);
}

// Of threads.
static void add_thread(struct footprint *f, const struct thread *t,
                       const struct op *op)
{
    switch (rules[op->kind]) {
    case CREATE:
        if (!op->silent) // else it only returns; see thread_create
            add(f, TOUCHED_THREADS, 0, TOUCH_WRITE);
        break;
    case START: // it was created before
        add(f, TOUCHED_THREAD, t->id, TOUCH_READ | TOUCH_AWAITS);
        break;
    case END:
        add(f, TOUCHED_THREAD, t->id, TOUCH_WRITE | TOUCH_RELEASES);
        f->everything |= robust_objects;
        break;
    case JOIN:
        add(f, TOUCHED_THREAD, op->other,
            TOUCH_READ | (op->ready ? TOUCH_AWAITS : 0));
        add(f, TOUCHED_JOIN, op->other, TOUCH_WRITE);
        break;
    case DETACH:
        add(f, TOUCHED_JOIN, op->other, TOUCH_WRITE);
        break;
    case CANCEL: // of itself: pthread_testcancel
        f->everything |= op->other != t->id;
        break;
    }
}

// What op touches if t goes on with it now, as far as that is known
// beforehand.
static void footprint_of(const struct thread *t, const struct op *op,
                         struct footprint *f)
{
    *f = (struct footprint){.n = 0};
    switch (rules[op->kind]) {
    case EVERYTHING:
        f->everything = 1;
        break;
    case MEMORY:
        add_memory(f, op->address, op->size,
                   op->writes ? TOUCH_WRITE : TOUCH_READ);
        break;
    case LOCK:
        add_lock(f, op, TOUCH_WRITE);
        break;
    case READ_LOCK: // two readers may come in either order
        add_lock(f, op, TOUCH_READ);
        break;
    case WAIT:
        add_wait(f, op);
        break;
    case FUTEX:
        add_futex(f, op);
        break;
    case ARRIVE: // or, if it did already, leave
        add_object(f, op, op->ready ? TOUCH_READ : TOUCH_WRITE);
        break;
    case CHANGE:
        add_object(f, op, TOUCH_WRITE);
        break;
    case LOOK:
        add_object(f, op, TOUCH_READ);
        break;
    case LIFE:
        add_life(f, op);
        break;
    case OUTPUT:
        add_output(f, op);
        break;
    case FILES:
        add(f, TOUCHED_FILES, 0, TOUCH_WRITE);
        break;
    default:
        add_thread(f, t, op);
    }
}

// ---- who sleeps -------------------------------------------------------

static void wake_sleepers(void)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < n_asleep; i++)
        if (!time_passed && !dependent(&shared->asleep[asleep[i]].print,
                                       &current->print))
            asleep[kept++] = asleep[i];
    n_asleep = kept;
}

static bool is_asleep(uint16_t thread)
{
    for (uint32_t i = 0; i < n_asleep; i++)
        if (shared->asleep[asleep[i]].thread == thread)
            return true;
    return false;
}

// Time passes only when nobody can run, and then for everybody.
void footprint_time(void)
{
    time_passed = true;
    spins_end(NULL);
}

// The step that was being made has ended; another is to be chosen.
void footprint_end(void)
{
    if (!current)
        return;
    wake_sleepers();
    spins_end(&current->print);
    current = NULL;
}

// Keeps of the options those that a reduced search may take, and returns
// how many; 0: what is left to do here was done in another schedule.
uint32_t footprint_filter(struct option *options, uint32_t n)
{
    uint32_t looking = 0, kept = 0;

    for (uint32_t i = 0; i < n; i++)
        looking += threads[options[i].thread]->spins;
    if (looking == n && !time_may_pass())
        fail_looking();
    for (uint32_t i = 0; i < n; i++)
        if ((looking == n || !threads[options[i].thread]->spins) &&
            !is_asleep(options[i].thread))
            options[kept++] = options[i];
    return kept;
}

void footprint_next(struct thread *t, const struct option *options,
                    uint32_t n, const struct thread *usual)
{
    struct result *r = &shared->result;
    uint32_t looking = 0;

    current = NULL;
    // After the end has begun, what others do is not looked into.
    if (r->n_records == MAX_RECORDS || n_threads > MAX_REDUCED ||
        r->outcome != OUTCOME_RUNNING) {
        r->blind = 1;
        return;
    }
    current = &shared->records[r->n_records++];
    current->thread = t->id;
    current->usual = usual->id;
    current->running =
        self && self->op && !self->op->blocked && !self->op->yields
            ? self->id
            : NO_THREAD;
    current->time = time_passed;
    current->enabled = 0;
    time_passed = false;
    for (uint32_t i = 0; i < n; i++)
        looking += threads[options[i].thread]->spins;
    for (uint32_t i = 0; i < n; i++)
        if (looking == n || !threads[options[i].thread]->spins)
            current->enabled |= 1ull << options[i].thread;
    footprint_of(t, t->op, &current->print);
    r->blind |= t->op->kind == KIND_PREEMPTED;
    if (r->steps != shared->request.sleep_step)
        return;
    for (n_asleep = 0; n_asleep < shared->request.n_asleep; n_asleep++)
        asleep[n_asleep] = n_asleep;
}

// The run has ended: what would each thread have done next?
void footprint_finish(void)
{
    struct result *r = &shared->result;

    r->n_next = 0;
    r->blind |= n_threads > MAX_REDUCED;
    for (uint32_t i = 0; i < n_threads && i < MAX_REDUCED; i++) {
        struct thread *t = threads[i];

        if (t->ended || !t->op || is_asleep(t->id))
            continue;
        struct asleep *next = &shared->next[r->n_next++];
        next->thread = t->id;
        footprint_of(t, t->op, &next->print);
    }
}
