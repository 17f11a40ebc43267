// The editor of this exercise: main types, the disk takes what is
// saved.

#define _POSIX_C_SOURCE 200809L

#include <math.h>
#include <stdio.h>
#include <string.h>

#define HARNESS
#include "autosave.h"
#include "world.h"

enum {
    MOST = 20 // changes between two stops
};

// Since the last stop.
static atomic_int typed, saved, saves;
static _Atomic double changed_at[MOST]; // by the number of the change
static atomic_bool asked, returned;
static _Atomic double started_at, period;
// Ever; below zero: never.
static _Atomic double last_change = -1, last_save = -1;

// The thread saves at the end of a period, or when it has been asked.
static void look_at_time(void)
{
    if (SEEN(asked))
        return;
    double since = now() - SEEN(started_at);
    double periods = round(since / SEEN(period));
    if (fabs(since - periods * SEEN(period)) > 0.001)
        observed(
            "wrong-time",
            "The thread was started at %g s with a period of %g s, "
            "and save_text() was called at %g s.",
            SEEN(started_at), SEEN(period), now());
    if (SEEN(last_save) >= 0 && SEEN(last_change) < SEEN(last_save))
        observed("saved-nothing",
                 "save_text() was called at %g s, and the text had not "
                 "changed since the save at %g s.",
                 now(), SEEN(last_save));
    if (SEEN(last_change) < 0 && SEEN(typed) == 0)
        observed(
            "saved-nothing",
            "save_text() was called at %g s, and the text had never "
            "changed.",
            now());
}

// The thread and main may both be saving: what one of them has saved
// stays saved.
static void covered(int changes)
{
    int before = SEEN(saved);
    while (before < changes &&
           !atomic_compare_exchange_weak_explicit(
               &saved, &before, changes, memory_order_relaxed,
               memory_order_relaxed))
        ;
}

void save_text(void)
{
    // What counts as saved is what had been typed before it began.
    int covers = SEEN(typed);
    tell("saves the text\n");
    if (is_main() && !SEEN(asked))
        observed("no-thread",
                 "save_text() was called by main itself, and not in "
                 "autosave_stop().");
    if (SEEN(returned))
        observed("early-return",
                 "autosave_stop() returned while the thread "
                 "was still at work: save_text() came after "
                 "it.");
    if (times_hold())
        look_at_time();
    // By now: another thread may have typed, and saved, since.
    int n = COUNT(saves), changes = SEEN(typed);
    if (n > changes)
        observed("saved-nothing",
                 "Since the stop before, or the beginning, save_text() "
                 "was called %d time%s, and the text had changed %d "
                 "time%s.",
                 n, PLURAL(n), changes, PLURAL(changes));
    MARK(last_save, now());
    covered(covers);
}

// A change is not saved: since when, and why so?
static void not_saved(const char *id, double at, const char *what)
{
    const char *when = "";
    if (at < SEEN(started_at) - 0.001) {
        id = "change-before";
        when = ", before autosave_start()";
    } else if (strcmp(id, "not-saved") == 0 &&
               fabs(at - SEEN(last_save)) < 0.001) {
        id = "forgotten";
        when = ", at the moment of a save";
    }
    observed(id, "The text changed at %g s%s, and %s.", at, when, what);
}

// A change is due at the end of the period in which it was made.
static void look_at_due(void)
{
    int done = SEEN(saved); // the thread may be saving just now
    if (!times_hold() || done >= SEEN(typed))
        return;
    double start = SEEN(started_at);
    double changed = SEEN(changed_at[done]), at = fmax(changed, start);
    double due =
        start +
        (floor((at + 0.001 - start) / SEEN(period)) + 1) * SEEN(period);
    if (now() < due + 0.001)
        return;
    char what[80];
    snprintf(what, sizeof what,
             "at %g s, with a period of %g s, it was not saved", due,
             SEEN(period));
    not_saved("not-saved", changed, what);
}

static void type(void)
{
    tell("main changes the text\n");
    double began = now();
    MARK(changed_at[SEEN(typed)], began);
    MARK(last_change, began);
    COUNT(typed);
    text_changed();
    took_at_most(0, began, "typing-waits", "text_changed()");
}

static void edit(int changes, double pause, double rest)
{
    MARK(asked, false);
    MARK(returned, false);
    MARK(started_at, now());
    autosave_start(SEEN(period));
    took_at_most(0, SEEN(started_at), "start-waits",
                 "autosave_start()");
    for (int i = 0; i < changes; i++) {
        pass_time(pause);
        look_at_due();
        type();
    }
    pass_time(rest);
    look_at_due();
    tell("main calls autosave_stop()\n");
    double asked_at = now();
    MARK(asked, true);
    autosave_stop();
    MARK(returned, true);
    tell("autosave_stop() has returned\n");
    took_at_most(0.001, asked_at, "late-return", "autosave_stop()");
    if (SEEN(saved) < SEEN(typed))
        not_saved("unsaved", SEEN(changed_at[SEEN(saved)]),
                  "when autosave_stop() returned, it had not "
                  "been saved");
    pass_time(SEEN(period) > 10 ? 10 : 3 * SEEN(period));
    MARK(typed, 0);
    MARK(saved, 0);
    MARK(saves, 0);
}

int main(int argc, char **argv)
{
    (void)argc;
    // Five numbers a start: how many changes come before it, the
    // period, how many changes come after it, the pause before each,
    // and how long main rests before the stop.
    for (argv = world_begins(argv); *argv;) {
        int before = (int)next_number(&argv);
        MARK(period, next_number(&argv));
        int changes = (int)next_number(&argv);
        double pause = next_number(&argv);
        for (int i = 0; i < before; i++, pass_time(0.5))
            type();
        edit(changes, pause, next_number(&argv));
    }
    return world_ends();
}
