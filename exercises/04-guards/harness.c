// The museum of this exercise.

#define _POSIX_C_SOURCE 200809L

#include <math.h>

#define HARNESS
#include "guards.h"
#include "world.h"

enum { MOST = 10 };

static int n_guards, nights;
static atomic_int rounds[MOST + 1], walking[MOST + 1];
static atomic_bool started, asked, returned;
static _Atomic double started_at, asked_at;

static void look_at_pace(int n, int round)
{
    double due = SEEN(started_at) + 5 * (round - 1);
    if (times_hold() && now() > due + 0.001)
        observed("pace",
                 "Round %d of guard %d was to begin at %g s, and began "
                 "at %g s.",
                 round, n, due, now());
}

// So many rounds have begun before the dismissal, at least.
static void look_at_rounds(double seconds)
{
    int least = (int)ceil((seconds - 0.001) / 5);
    for (int i = 1; i <= n_guards && times_hold() && least > 0; i++) {
        int n = SEEN(rounds[i]);
        if (n == 0)
            observed(nights > 1 ? "never-again" : "never-walked",
                     "Guard %d did not begin a round in the %g s until "
                     "the dismissal%s.",
                     i, seconds,
                     nights > 1 ? ", in a night that was not the first"
                                : "");
        if (n < least)
            observed("few-rounds",
                     "Guard %d began only %d round%s in the %g s until "
                     "the dismissal; there is time for %d.",
                     i, n, PLURAL(n), seconds, least);
    }
}

void walk_round(int n)
{
    tell("guard %d walks\n", n);
    if (is_main())
        observed("no-thread",
                 "walk_round(%d) was called by main itself, not "
                 "by a thread of its own.",
                 n);
    if (n < 1 || n > n_guards)
        observed("range",
                 "walk_round(%d) was called, and there are only the "
                 "guards 1 to %d.",
                 n, n_guards);
    if (times_hold() && !SEEN(started) && now() > SEEN(started_at))
        observed(
            "start-waits",
            "guards_start() was called at %g s, and at %g s it had "
            "not returned.",
            SEEN(started_at), now());
    if (SEEN(returned))
        observed("early-return",
                 "guards_dismiss() returned while guard %d "
                 "was still on duty.",
                 n);
    if (times_hold() && SEEN(asked) && now() > SEEN(asked_at))
        observed("late-stop",
                 "guards_dismiss() was called at %g s, and at "
                 "%g s guard %d began another round%s.",
                 SEEN(asked_at), now(), n,
                 line_of_unset_event()
                     ? "; there was an event that nobody had set"
                     : "");
    if (COUNT(walking[n]) > 1)
        observed("number",
                 "Two threads walked as guard %d at the same time.", n);
    int round = COUNT(rounds[n]);
    if (round < 1 || (times_hold() && round > 1000))
        observed(
            "overflow",
            "Memory of the harness was overwritten: somebody writes "
            "past the end of his own, when there are %d guards.",
            n_guards);
    look_at_pace(n, round);
    pass_time(5);
    MARK(walking[n], 0);
}

static void guard_for(double seconds)
{
    for (int i = 0; i <= MOST; i++)
        MARK(rounds[i], 0);
    MARK(started, false);
    MARK(asked, false);
    MARK(returned, false);
    double began = now();
    MARK(started_at, began);
    nights++;
    guards_start(n_guards);
    MARK(started, true);
    took_at_most(0, began, "start-waits", "guards_start()");
    pass_time(seconds);
    look_at_rounds(seconds);
    tell("main calls guards_dismiss()\n");
    MARK(asked_at, now());
    MARK(asked, true);
    guards_dismiss();
    MARK(returned, true);
    tell("guards_dismiss() has returned\n");
    took_at_most(5.001, SEEN(asked_at), "late-return",
                 "guards_dismiss()");
    all_joined();
    memory_given_back("guards_dismiss()");
    if (seconds > 0 || times_hold())
        pass_time(6);
}

int main(int argc, char **argv)
{
    (void)argc;
    // Two numbers a night: how many guards, and for how long.
    for (argv = world_begins(argv); *argv;) {
        n_guards = (int)next_number(&argv);
        guard_for(next_number(&argv));
    }
    return world_ends();
}
