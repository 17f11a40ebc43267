// wakeups.c: who sleeps for ever, and which wakeup it missed.

#define _POSIX_C_SOURCE 200809L
#include <string.h>

#include "check.h"

static bool is_from(struct json *event, struct json *thread)
{
    return json_number(event, "thread", -1) ==
           json_number(thread, "number", -2);
}

// By its number: the variables of two structs may have the same name.
static bool same_object(struct json *event, struct json *sleep)
{
    const char *kind = json_string(event, "kind");
    return kind && begins(kind, "pthread_cond_") &&
           json_number(event, "object_id", -1) ==
               json_number(sleep, "object_id", -2);
}

// Whether a wakeup came between this sleeper's look at the condition
// and its sleep, on the same condition variable. It looked after the
// last thing that it did before it took the mutex, or later.
static bool woken_too_soon(struct json *sleeper, struct json *events)
{
    struct json *sleep = NULL, *lock = NULL, *before = NULL,
                *last = NULL;
    struct json *e;
    for (e = events ? events->first : NULL; e; e = e->next)
        if (is_from(e, sleeper)) {
            if (json_is(e, "kind", "pthread_cond_wait") &&
                !(last && same_place(e, last)))
                sleep = e;
            last = e;
        }
    if (!sleep || !json_string(sleep, "object"))
        return false;
    for (e = events->first; e && e != sleep; e = e->next)
        if (is_from(e, sleeper)) {
            // Who waits for a mutex has two events for one lock.
            if (lock && !same_place(e, lock))
                before = lock;
            lock = e;
        }
    bool since = false;
    for (e = events->first; e && e != sleep; e = e->next) {
        since |= e == before;
        if (since && !is_from(e, sleeper) &&
            json_has(e, "detail", "wakes nobody") &&
            same_object(e, sleep))
            return true;
    }
    return false;
}

static bool is_asleep(struct json *thread)
{
    return json_has(thread, "detail", "to be woken");
}

// All who wait to be woken: who should not may be any of them.
static const char *all_sleep(struct json *threads)
{
    enum { NAMED = 3 };
    struct text names = {0};
    int n = 0, i = 0;
    for (struct json *t = threads->first; t; t = t->next)
        n += is_asleep(t);
    for (struct json *t = threads->first; t && i < NAMED; t = t->next) {
        if (!is_asleep(t))
            continue;
        if (i++ > 0)
            add(&names, i == n ? " and " : ", ");
        add(&names, "%s%s", json_string(t, "name"), place_of(t));
    }
    if (n > NAMED)
        add(&names, " and %d more", n - NAMED);
    return print("%s sleep%s for ever: nobody is left to wake %s.",
                 names.at, n == 1 ? "s" : "", n == 1 ? "it" : "them");
}

static bool is_wakeup(struct json *event, struct json *sleep)
{
    return (json_is(event, "kind", "pthread_cond_signal") ||
            json_is(event, "kind", "pthread_cond_broadcast")) &&
           same_object(event, sleep);
}

static bool is_sleep(struct json *event, struct json *sleep)
{
    return same_object(event, sleep) && !is_wakeup(event, sleep);
}

// The event in which it fell asleep; NULL if the events do not tell.
static struct json *last_sleep(struct json *sleeper,
                               struct json *events)
{
    struct json *sleep = NULL;
    for (struct json *e = events ? events->first : NULL; e; e = e->next)
        if (is_from(e, sleeper) && json_number(e, "waits", 0))
            sleep = e;
    return sleep && json_string(sleep, "object") ? sleep : NULL;
}

// Where it stands to the last wakeup: that came while it slept, or
// before; and whether it was woken by it, and slept again without doing
// anything in between.
struct missed {
    struct json *last; // NULL: there was none
    bool slept_then, again;
};

static struct missed look_for_wakeup(struct json *sleeper,
                                     struct json *events,
                                     struct json *sleep)
{
    struct missed missed = {0};
    bool asleep = false, woke_up = false, for_nothing = false;
    for (struct json *e = events->first; e; e = e->next) {
        if (is_wakeup(e, sleep)) {
            missed.last = e;
            missed.slept_then = asleep;
        }
        if (!is_from(e, sleeper) || json_is(e, "kind", "memory"))
            continue;
        if (json_number(e, "waits", 0)) {
            asleep = true;
            continue;
        }
        // Who woke up for no reason, and sleeps again, has slept on.
        bool slept_on = for_nothing && is_sleep(e, sleep);
        for_nothing = json_number(e, "spurious", 0);
        if (for_nothing || slept_on)
            continue;
        missed.again = woke_up && is_sleep(e, sleep);
        woke_up = asleep && missed.slept_then && is_sleep(e, sleep) &&
                  !json_number(e, "timeout", 0);
        asleep = missed.slept_then = false;
    }
    return missed;
}

// What became of a sleeper; the first in this list says most.
static const char *const fates[] = {"one-woken", "nobody-wakes",
                                    "slept-again", "never-woken"};

static int tell_missed(struct json *sleeper, struct json *events,
                       const char **said)
{
    enum { ONE_WOKEN, NOBODY_WAKES, SLEPT_AGAIN, NEVER_WOKEN };
    struct json *sleep = last_sleep(sleeper, events);
    if (!sleep)
        return NEVER_WOKEN;
    const char *object = json_string(sleep, "object");
    struct missed missed = look_for_wakeup(sleeper, events, sleep);
    if (!missed.last) {
        *said = print(" There was no wakeup through %s.", object);
        return NOBODY_WAKES;
    }
    const char *last = print("%s()%s", json_string(missed.last, "kind"),
                             place_of(missed.last));
    if (missed.slept_then) {
        *said =
            print(" The last wakeup through %s was %s.", object, last);
        return ONE_WOKEN;
    }
    if (missed.again) {
        *said = print(" %s had been woken, and slept again.",
                      json_string(sleeper, "name"));
        return SLEPT_AGAIN;
    }
    *said =
        print(" The last wakeup through %s came before it slept: %s.",
              object, last);
    return NEVER_WOKEN;
}

static void tell_all_missed(struct problem *problem,
                            struct json *threads, struct json *events)
{
    const char *said = "";
    int least = sizeof fates / sizeof *fates;
    for (struct json *t = threads->first; t; t = t->next) {
        const char *more = "";
        if (!is_asleep(t))
            continue;
        int fate = tell_missed(t, events, &more);
        if (fate < least) {
            least = fate;
            said = more;
        }
    }
    problem->id = fates[least];
    problem->headline = print("%s%s", all_sleep(threads), said);
}

// Threads that wait to be woken, and perhaps a wakeup that nobody waited
// for. Whether that is the problem.
bool tell_sleepers(struct problem *problem, struct json *found)
{
    struct json *threads = json_member(found, "threads");
    struct json *events = json_member(found, "events");
    bool any = false;
    for (struct json *t = threads ? threads->first : NULL; t;
         t = t->next) {
        // A mutex that is never given back explains the sleepers, too.
        if (json_has(t, "detail", "waits for mutex"))
            return false;
        any |= is_asleep(t);
    }
    if (!any)
        return false;
    for (struct json *t = threads->first; t; t = t->next)
        if (is_asleep(t) && woken_too_soon(t, events)) {
            problem->id = "lost-wakeup";
            problem->headline =
                print("%s sleeps for ever%s: the wakeup came before it "
                      "slept.",
                      json_string(t, "name"), place_of(t));
            return true;
        }
    tell_all_missed(problem, threads, events);
    return true;
}

bool woke_nobody(struct session *session, struct json *found)
{
    const char *answer = base_name(session->exercise.answer);
    struct json *events = json_member(found, "events");
    bool nobody = false;
    for (struct json *e = events ? events->first : NULL; e; e = e->next)
        if (json_has(e, "file", answer) &&
            json_has(e, "detail", "wakes "))
            nobody = json_has(e, "detail", "wakes nobody");
    return nobody;
}
