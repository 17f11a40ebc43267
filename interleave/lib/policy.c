// policy.c: which of the threads that can go on does.
//
// The default policy is a function of the program's state: the running
// thread goes on unless it blocks or yields; then the thread that has
// been ready longest. Every other choice is a deviation, and is written
// down; the list of deviations is the schedule.

#include "core.h"

#include <string.h>

static uint64_t random_state;
static uint32_t next_forced;
static uint32_t change_points[16];
static uint32_t yields;
static uint32_t sites_seen, sites_before;

enum { SITES = 1024 };

// PCT: priorities from low to high. Who yields goes behind those whom a
// change point has moved back, or these would starve.
enum {
    AFTER_YIELD = 1000000,
    AFTER_CHANGE = 1100000,
    AT_FIRST = 2000000
};

// splitmix64: small, and good enough to draw lots with.
static uint64_t scramble(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
    return x ^ (x >> 31);
}

static uint64_t draw(void)
{
    return scramble(random_state += 0x9e3779b97f4a7c15ull);
}

void policy_begin(void)
{
    const struct request *r = &shared->request;

    random_state = r->seed;
    next_forced = 0;
    yields = 0;
    sites_before = shared->sites;
    if (r->strategy != STRATEGY_PCT && r->strategy != STRATEGY_FEW)
        return;
    for (uint32_t i = 0; i + 1 < r->pct_depth && i < 16; i++)
        change_points[i] =
            1 + draw() % (r->pct_steps ? r->pct_steps : 1);
    for (uint32_t i = 0; i < n_threads; i++)
        policy_new_thread(threads[i]);
}

// PCT: above every priority that a change point gives.
void policy_new_thread(struct thread *t)
{
    if (shared && shared->request.strategy == STRATEGY_PCT)
        t->priority = AT_FIRST + draw() % 1000000000;
}

static bool before(const struct thread *a, const struct thread *b)
{
    if (a->ready_step != b->ready_step)
        return a->ready_step < b->ready_step;
    return a->op->since < b->op->since;
}

// What can go on by itself; else the earliest deadline; else a spurious
// wake-up.
static bool sooner(const struct option *a, const struct option *b)
{
    struct thread *s = threads[a->thread], *t = threads[b->thread];

    if (a->how != b->how)
        return a->how < b->how;
    if (a->how == HOW_LATE && s->op->until != t->op->until)
        return s->op->until < t->op->until;
    return before(s, t);
}

uint32_t policy_usual(const struct option *options, uint32_t n)
{
    uint32_t best = 0;

    for (uint32_t i = 0; i < n; i++) {
        struct thread *t = threads[options[i].thread];
        const struct option *o = &options[best];

        if (options[i].how == HOW_NORMAL && t == self &&
            !t->op->yields && !t->op->blocked)
            return i;
        if (i > 0 && sooner(&options[i], o))
            best = i;
    }
    return best;
}

static uint32_t by_priority(const struct option *options, uint32_t n)
{
    const struct request *r = &shared->request;
    uint32_t best = 0;

    for (uint32_t i = 0; i + 1 < r->pct_depth && i < 16; i++)
        if (change_points[i] == shared->result.steps && self)
            self->priority = AFTER_CHANGE - i;
    // Who offers its turn, or overstays it, goes to the back, or nobody
    // that it waits for would ever run.
    if (self && self->op && self->op->yields)
        self->priority = AFTER_YIELD - ++yields % AFTER_YIELD;
    for (uint32_t i = 1; i < n; i++)
        if (threads[options[i].thread]->priority >
            threads[options[best].thread]->priority)
            best = i;
    if (options[best].how == HOW_SPURIOUS && draw() % 4)
        for (uint32_t i = 0; i < n; i++)
            if (options[i].how != HOW_SPURIOUS)
                return i;
    return best;
}

// Partial-order sampling (Yuan et al. 2018): each op draws a priority;
// the highest goes on; ops that race with it draw anew.
static uint32_t by_lot(const struct option *options, uint32_t n)
{
    uint32_t best = 0;

    for (uint32_t i = 0; i < n; i++) {
        struct thread *t = threads[options[i].thread];

        if (!t->priority)
            t->priority = 1 + (uint32_t)(draw() >> 33);
        if (t->priority > threads[options[best].thread]->priority)
            best = i;
    }
    struct thread *chosen = threads[options[best].thread];
    for (uint32_t i = 0; i < n; i++) {
        struct thread *t = threads[options[i].thread];

        if (t->op->address && t->op->address == chosen->op->address)
            t->priority = 0;
    }
    chosen->priority = 0;
    return best;
}

// How many times a step was made at this place in the program.
static uint32_t times_at(uint64_t site)
{
    static struct {
        uint64_t site;
        uint32_t times;
    } table[SITES];

    for (uint32_t i = scramble(site) % SITES, n = 0; n < 64;
         i = (i + 1) % SITES, n++) {
        if (table[i].times == 0) {
            table[i].site = site;
            sites_seen++;
        }
        if (table[i].site == site)
            return ++table[i].times;
    }
    return 0;
}

// A lot drawn among the places, not among the steps: a line that fifty
// threads come by weighs no more than one that is passed once. Which
// time: mostly the first.
static bool is_chosen_site(void)
{
    const struct op *op = self ? self->op : NULL;

    if (!op)
        return false;
    uint64_t site = op->pc << 8 | op->kind;
    uint64_t lot = scramble(site ^ shared->request.seed);
    uint32_t times = times_at(site);
    uint32_t wanted =
        1 + (uint32_t)__builtin_ctzll(lot >> 40 | 1 << 20);
    uint32_t sites = sites_before > 4 ? sites_before : 4;

    shared->sites = sites_seen;
    return lot % sites < shared->request.pct_depth - 1 &&
           times == wanted;
}

static bool is_change_point(void)
{
    const struct request *r = &shared->request;
    static uint32_t owed; // change points at which there was no choice

    if (r->seed & 1)
        return is_chosen_site();
    for (uint32_t i = 0; i + 1 < r->pct_depth && i < 16; i++)
        owed += change_points[i] == shared->result.steps;
    return owed > 0 && owed--;
}

// Another thread than the usual one. Threads that run the same function
// mostly do the same, so the lot is drawn among functions first: of fifty
// writers and one reader, the reader is every second one's turn.
static uint32_t another(const struct option *options, uint32_t n,
                        uint32_t usual)
{
    uint32_t chosen = usual, kinds = 0, same = 0;

    for (uint32_t i = 0; i < n; i++) {
        bool seen = false;

        for (uint32_t j = 0; j < i && !seen; j++)
            seen = j != usual && threads[options[j].thread]->start ==
                                     threads[options[i].thread]->start;
        if (i != usual && !seen && draw() % ++kinds == 0)
            chosen = i;
    }
    void *(*start)(void *) = threads[options[chosen].thread]->start;
    for (uint32_t i = 0; i < n && draw() % 2; i++)
        if (i != usual && threads[options[i].thread]->start == start &&
            draw() % ++same == 0)
            chosen = i;
    return chosen;
}

// The forced choice for this step, or NULL.
static const struct forced *forced_now(void)
{
    const struct forced *f = &shared->forced[next_forced];

    if (next_forced >= shared->request.n_forced ||
        f->step > shared->result.steps)
        return NULL;
    next_forced++;
    return f;
}

static uint32_t find_forced(const struct option *options, uint32_t n,
                            const struct forced *f, uint32_t usual)
{
    for (uint32_t i = 0; i < n; i++)
        if (options[i].thread == f->thread &&
            options[i].how == f->how && f->step == shared->result.steps)
            return i;
    if (shared->request.flags & WANT_LENIENT)
        return usual;
    if (f->thread >= n_threads)
        fail(OUTCOME_DIVERGED, 0,
             "step %u: no thread has the number %u by then", f->step,
             f->thread);
    fail(OUTCOME_DIVERGED, 0,
         "step %u: thread %u cannot go on there in this run", f->step,
         f->thread);
}

// The default choice, but for those who sleep.
static uint32_t of_the_awake(const struct option *options, uint32_t all,
                             uint32_t usual)
{
    static struct option awake[3 * MAX_THREADS];

    memcpy(awake, options, all * sizeof *awake);
    uint32_t n = footprint_filter(awake, all);
    if (n == 0)
        fail(OUTCOME_COVERED, 0,
             "the rest of it is another schedule's");
    const struct option *chosen = &awake[policy_usual(awake, n)];
    for (uint32_t i = 0; i < n; i++)
        if (awake[i].thread == options[usual].thread)
            return usual;
    for (uint32_t i = 0; i < all; i++)
        if (options[i].thread == chosen->thread)
            return i;
    return usual;
}

// In the order in which the default schedule would take them.
static void sort_options(struct option *options, uint32_t n)
{
    for (uint32_t i = 0; i + 1 < n; i++) {
        uint32_t best = i + policy_usual(options + i, n - i);
        struct option o = options[best];

        options[best] = options[i];
        options[i] = o;
    }
}

static void record_choice(const struct option *unsorted, uint32_t n,
                          uint32_t pick)
{
    struct result *r = &shared->result;

    if (n < 2 || r->n_choices == MAX_CHOICES ||
        r->n_alternatives + n > MAX_ALTERNATIVES)
        return;
    static struct option options[3 * MAX_THREADS];
    memcpy(options, unsorted, n * sizeof *options);
    sort_options(options, n);
    struct choice *c = &shared->choices[r->n_choices++];
    *c = (struct choice){r->steps, r->n_alternatives, n, 0,
                         0,        NO_THREAD};
    for (uint32_t i = 0; i < n; i++) {
        const struct option *o = &options[i], *p = &unsorted[pick];

        if (o->thread == p->thread && o->how == p->how)
            c->chosen = i;
        shared->alternatives[r->n_alternatives++] =
            (struct alternative){options[i].thread, options[i].how};
        if (self && options[i].thread == self->id &&
            options[i].how == HOW_NORMAL && self->op &&
            !self->op->blocked && !self->op->yields)
            c->running = i;
    }
}

static bool preempts(const struct option *usual)
{
    return self && self->op && usual->thread == self->id &&
           !self->op->blocked;
}

static void record_deviation(const struct option *o, bool preempted)
{
    struct result *r = &shared->result;

    r->preemptions += preempted;
    if (r->n_deviations < MAX_FORCED)
        shared->deviations[r->n_deviations++] =
            (struct forced){r->steps, o->thread, o->how};
}

uint32_t policy_choose(const struct option *options, uint32_t n,
                       uint32_t all, uint32_t usual)
{
    const struct request *r = &shared->request;
    const struct forced *f = forced_now();
    uint32_t pick = usual;

    if (f)
        pick = find_forced(options, all, f, usual);
    else if (reducing())
        pick = of_the_awake(options, all, usual);
    else if (n > 1 && r->strategy == STRATEGY_RANDOM)
        pick = draw() % n;
    else if (n > 1 && r->strategy == STRATEGY_PCT)
        pick = by_priority(options, n);
    else if (r->strategy == STRATEGY_POS)
        pick = by_lot(options, n);
    else if (r->strategy == STRATEGY_FEW && is_change_point() && n > 1)
        pick = another(options, n, usual);
    if (r->flags & WANT_CHOICES)
        record_choice(options, n, pick);
    if (pick != usual)
        record_deviation(&options[pick], preempts(&options[usual]));
    if (reducing())
        footprint_next(threads[options[pick].thread], options, all,
                       threads[options[usual].thread]);
    return pick;
}
