// order.c: what happened before what, as C11 has it: a clock for each
// thread that counts what it gave away, and for each thread what it knows
// of the others' clocks (vector clocks: Mattern 1989; for data races:
// Flanagan and Freund 2009).
//
// What a lock or an atomic object carries from one thread to the next is
// kept by address. C11, 7.17.3 and 5.1.2.4: a store that releases heads a
// release sequence of the same thread's later stores and of all
// read-modify-write operations; a load that acquires and reads from it
// knows what the storing thread knew. Fences lend their order to relaxed
// operations before and after them.

#include "race.h"

#include <string.h>

struct clocks {
    uint32_t n, room;
    uint32_t *of;
};

struct known {
    struct clocks now;      // what it knows
    struct clocks released; // what it knew at its last release fence
    struct clocks loaded;   // what an acquire fence would teach it
};

// What is carried by the object at an address.
struct carried {
    uint64_t key;
    struct carried *next;
    struct clocks clocks;
    uint16_t storer; // atomic: who stored the value last
};

enum { BUCKETS = 512 };

static struct carried *buckets[BUCKETS];
static bool on;

static void make_room(struct clocks *c, uint32_t n)
{
    if (n > c->room) {
        uint32_t room = n < 8 ? 8 : 2 * n;
        uint32_t *of = arena_take(room * sizeof *of);

        if (c->n)
            memcpy(of, c->of, c->n * sizeof *of);
        c->of = of;
        c->room = room;
    }
    if (n > c->n) {
        memset(c->of + c->n, 0, (n - c->n) * sizeof *c->of);
        c->n = n;
    }
}

static void learn(struct clocks *to, const struct clocks *from)
{
    make_room(to, from->n);
    for (uint32_t i = 0; i < from->n; i++)
        if (from->of[i] > to->of[i])
            to->of[i] = from->of[i];
}

static void copy(struct clocks *to, const struct clocks *from)
{
    to->n = 0;
    learn(to, from);
}

static struct known *known_of(struct thread *t)
{
    if (!t->known) {
        t->known = arena_take(sizeof *t->known);
        make_room(&t->known->now, t->id + 1u);
        t->known->now.of[t->id] = 1;
    }
    return t->known;
}

static struct known *own(void)
{
    return known_of(self);
}

// What the thread does from now on, nobody has been told yet.
static void tick(void)
{
    own()->now.of[self->id]++;
}

static struct carried *carried_at(const void *address)
{
    uint64_t key = (uint64_t)(uintptr_t)address;
    struct carried **bucket =
        &buckets[key * 0x9e3779b97f4a7c15ull >> 55];
    struct carried *c = *bucket;

    while (c && c->key != key)
        c = c->next;
    if (!c) {
        c = arena_take(sizeof *c);
        c->key = key;
        c->next = *bucket;
        *bucket = c;
    }
    return c;
}

void order_begin(void)
{
    on = true;
}

uint32_t order_now(void)
{
    return own()->now.of[self->id];
}

bool order_knows(uint16_t thread, uint32_t clock)
{
    const struct clocks *c = &own()->now;

    return thread == self->id ||
           (thread < c->n && c->of[thread] >= clock);
}

void order_acquire(const void *key)
{
    if (on && self)
        learn(&own()->now, &carried_at(key)->clocks);
}

void order_release(const void *key)
{
    if (!on || !self)
        return;
    learn(&carried_at(key)->clocks, &own()->now);
    tick();
}

void order_created(struct thread *child)
{
    if (!on)
        return;
    learn(&known_of(child)->now, &own()->now);
    tick();
}

void order_joined(const struct thread *ended)
{
    if (on && ended->known)
        learn(&own()->now, &ended->known->now);
}

static bool acquires(enum order order)
{
    return order == ORDER_CONSUME || order == ORDER_ACQUIRE ||
           order >= ORDER_ACQ_REL;
}

static bool releases(enum order order)
{
    return order == ORDER_RELEASE || order >= ORDER_ACQ_REL;
}

static void load(const struct carried *c, enum order order)
{
    if (acquires(order))
        learn(&own()->now, &c->clocks);
    else
        learn(&own()->loaded, &c->clocks);
}

static void store(struct carried *c, enum order order, bool changes)
{
    struct known *k = own();

    // A new value by another thread ends the release sequence.
    if (!changes && (c->storer != self->id || releases(order)))
        c->clocks.n = 0;
    learn(&c->clocks, releases(order) ? &k->now : &k->released);
    if (!changes || releases(order))
        c->storer = self->id;
}

void order_atomic(const void *memory, enum atomic_kind kind,
                  enum order order)
{
    struct carried *c = carried_at(memory);

    if (kind != ATOMIC_STORE)
        load(c, order);
    if (kind == ATOMIC_LOAD)
        return;
    store(c, order, kind == ATOMIC_CHANGE);
    tick();
}

void order_fence(enum order order)
{
    struct known *k = own();

    if (acquires(order))
        learn(&k->now, &k->loaded);
    if (releases(order)) {
        copy(&k->released, &k->now);
        tick();
    }
}
