// object.c: what the library knows of the program's mutexes and so on.
//
// A table from address and class to a `struct object`. Objects that were
// initialised statically are adopted when they are first used.

#include "core.h"

#include "gone.h"
#include "../dependence.h"

#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

enum { BUCKETS = 512 };

struct entry {
    struct object object;
    struct entry *next;
};

static struct entry *buckets[BUCKETS];
static uint32_t ids[16];
bool robust_objects; // any: else a thread's end need not look

static const size_t sizes[] = {
    [CLASS_MUTEX] = sizeof(pthread_mutex_t),
    [CLASS_COND] = sizeof(pthread_cond_t),
    [CLASS_RWLOCK] = sizeof(pthread_rwlock_t),
    [CLASS_SEM] = sizeof(sem_t),
    [CLASS_BARRIER] = sizeof(pthread_barrier_t),
    [CLASS_SPIN] = sizeof(pthread_spinlock_t),
    [CLASS_ONCE] = sizeof(pthread_once_t),
    [CLASS_FUTEX] = sizeof(uint32_t),
};

const char *class_word(unsigned class)
{
    static const char *const words[] = {
        "object",          "mutex",        "condition variable",
        "read-write lock", "semaphore",    "barrier",
        "spin lock",       "once control", "futex"};

    return words[class <= CLASS_FUTEX ? class : 0];
}

static unsigned bucket_of(uint64_t address, unsigned class)
{
    return ((address >> 2) * 0x9e3779b1u + class) >> 7 & (BUCKETS - 1);
}

// Not from malloc: the program's heap must look as it does without us.
static struct entry *allocate(void)
{
    static struct entry *pool;
    static uint32_t left;

    if (left == 0) {
        left = 128;
        pool = mmap(NULL, left * sizeof *pool, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    }
    return &pool[--left];
}

struct object *object_find(void *address, enum object_class class)
{
    uint64_t a = (uintptr_t)address;

    for (struct entry *e = buckets[bucket_of(a, class)]; e; e = e->next)
        if (e->object.address == a && e->object.class == class)
            return &e->object;
    return NULL;
}

// What the memory of an object holds: to see that it was made anew by
// assignment, or used for something else.
static uint64_t imprint_of(const struct object *o)
{
    const unsigned char *byte = (const void *)(uintptr_t)o->address;
    uint64_t hash = 14695981039346656037ull;

    for (size_t i = 0; i < sizes[o->class]; i++)
        hash = (hash ^ byte[i]) * 1099511628211ull;
    return hash;
}

// The library keeps the state of mutexes and condition variables itself,
// so nothing changes their memory but a mistake.
static bool keeps_its_bytes(const struct object *o)
{
    return (o->class == CLASS_MUTEX || o->class == CLASS_COND) &&
           !o->stream && !under_tsan;
}

struct object *object_new(void *address, enum object_class class)
{
    struct object *o = object_find(address, class);

    if (!o) {
        uint64_t a = (uintptr_t)address;
        struct entry *e = allocate();

        e->next = buckets[bucket_of(a, class)];
        buckets[bucket_of(a, class)] = e;
        o = &e->object;
    }
    memset(o, 0, sizeof *o);
    o->address = (uintptr_t)address;
    o->class = class;
    o->id = ++ids[class];
    o->owner = NO_THREAD;
    o->watched = controlled();
    if (keeps_its_bytes(o))
        o->imprint = imprint_of(o);
    return o;
}

// Whether it looks as after a static initialisation.
static bool looks_new(const struct object *o)
{
    static const pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
    static const pthread_mutex_t mutexes[] = {
        PTHREAD_MUTEX_INITIALIZER,
#ifdef PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP
        PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP,
        PTHREAD_ERRORCHECK_MUTEX_INITIALIZER_NP,
        PTHREAD_ADAPTIVE_MUTEX_INITIALIZER_NP,
#endif
    };
    const void *memory = (const void *)(uintptr_t)o->address;

    if (o->class == CLASS_COND)
        return memcmp(memory, &cond, sizeof cond) == 0;
    for (size_t i = 0; i < sizeof mutexes / sizeof *mutexes; i++)
        if (memcmp(memory, &mutexes[i], sizeof *mutexes) == 0)
            return true;
    return false;
}

static bool changed(const struct object *o)
{
    return (o->destroyed || keeps_its_bytes(o)) &&
           o->imprint != imprint_of(o);
}

static void adopt(struct object *o, void *address)
{
    int value = 0;

    switch (o->class) {
#ifdef __GLIBC__
    case CLASS_MUTEX:
        o->type = ((pthread_mutex_t *)address)->__data.__kind & 3;
        break;
#endif
    case CLASS_SEM:
        NEXT(sem_getvalue)(address, &value);
        o->count = value > 0 ? value : 0;
        break;
    case CLASS_ONCE:
        o->count = *(int *)address == 2; // glibc: done
        break;
    }
}

struct object *object_of(void *address, enum object_class class)
{
    struct object *o = object_find(address, class);

    if (o && !(changed(o) && (o->destroyed || looks_new(o))))
        return o;
    o = object_new(address, class);
    adopt(o, address);
    return o;
}

void object_destroy(struct object *o)
{
    o->destroyed = true;
    o->destroyer = self->id;
    o->destroyed_pc = self->call_pc;
    o->imprint = imprint_of(o);
}

// How many threads are about to go on with, or wait for, this object.
uint32_t object_waiters(const struct object *o)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < n_threads; i++) {
        const struct thread *t = threads[i];

        if (t != self && !t->ended && t->op && t->op->object == o &&
            t->op->blocked)
            n++;
    }
    return n;
}

void objects_forget(uint16_t thread)
{
    if (!robust_objects)
        return;
    for (unsigned i = 0; i < BUCKETS; i++)
        for (struct entry *e = buckets[i]; e; e = e->next)
            if (e->object.robust && e->object.owner == thread) {
                e->object.ownerdead = true;
                order_release(&e->object);
            }
}

// A forked child runs alone, with the C library's own mutexes: those
// that were locked at the fork are to be locked there, too.
void objects_after_fork(void)
{
    for (unsigned i = 0; i < BUCKETS && !under_tsan; i++)
        for (struct entry *e = buckets[i]; e; e = e->next) {
            struct object *o = &e->object;
            bool held = o->class == CLASS_MUTEX && !o->stream &&
                        !o->destroyed && o->owner != NO_THREAD;
            bool own = o->owner == self->id;

            for (uint32_t n = own ? o->count : 1; held && n > 0; n--)
                if (own || o->type == PTHREAD_MUTEX_NORMAL)
                    NEXT(pthread_mutex_trylock)
            ((pthread_mutex_t *)(uintptr_t)o->address);
        }
}

// Whether a thread holds it, as owner, reader or among those that have
// arrived.
static bool in_use(const struct object *o)
{
    if (o->class == CLASS_SEM)
        return object_waiters(o) > 0;
    return (o->owner != NO_THREAD && !threads[o->owner]->ended) ||
           object_waiters(o) > 0;
}

// Memory of the heap or a stack may be another object's by now.
static bool lives_for_ever(const struct object *o)
{
    const char *memory = (const char *)(uintptr_t)o->address;

    return memory >= variables_start && memory < variables_end;
}

// `object` is NULL for memory that was none before.
void check_reinit(struct object *o, uint64_t pc, const char *call)
{
    if (!o || o->destroyed)
        return;
    if (in_use(o) && o->owner != NO_THREAD)
        fail(OUTCOME_MISUSE, pc,
             "thread %u calls %s" PLACE
             " for a %s that thread %u holds",
             self->id, call, pc, class_word(o->class), o->owner);
    if (in_use(o))
        fail(OUTCOME_MISUSE, pc,
             "thread %u calls %s" PLACE
             " for a %s that a thread waits for",
             self->id, call, pc, class_word(o->class));
    if (o->watched && lives_for_ever(o) && !changed(o))
        fail(OUTCOME_MISUSE, pc,
             "thread %u calls %s" PLACE
             " for a %s that nobody destroyed since it was initialised",
             self->id, call, pc, class_word(o->class));
}

void check_alive(struct object *o, uint64_t pc, const char *call)
{
    char does[64], what[64];

    touch(TOUCHED_LIFE, o->address, TOUCH_READ);
    snprintf(does, sizeof does, "calls %s", call);
    snprintf(what, sizeof what, "for a %s in ", class_word(o->class));
    check_memory(o->address, pc, does, what);
    if (o->destroyed)
        fail(OUTCOME_MISUSE, pc,
             "thread %u %s" PLACE
             " for a %s that thread %u destroyed" PLACE,
             self->id, does, pc, class_word(o->class), o->destroyer,
             o->destroyed_pc);
    if (changed(o))
        fail(OUTCOME_MISUSE, pc,
             "thread %u %s" PLACE
             " for a %s whose memory was overwritten since it was"
             " initialised",
             self->id, does, pc, class_word(o->class));
}
