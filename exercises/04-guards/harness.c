// The museum of this exercise.

#define _POSIX_C_SOURCE 200809L

#define HARNESS
#include "guards.h"
#include "world.h"

enum {
    MOST = 10
};

static int n_guards;
static atomic_int rounds[MOST + 1], walking[MOST + 1];
static atomic_bool asked, returned;
static _Atomic double asked_at;

void walk_round(int n)
{
    tell("guard %d walks\n", n);
    if (is_main())
        observed("no-thread",
                 "walk_round(%d) was called by main itself, not "
                 "by a thread of its own.",
                 n);
    if (n < 1 || n > n_guards)
        observed("number",
                 "walk_round(%d) was called, and there are only the "
                 "guards 1 to %d.",
                 n, n_guards);
    if (SEEN(returned))
        observed("early-return",
                 "guards_dismiss() returned while guard %d "
                 "was still on duty.",
                 n);
    if (times_hold() && SEEN(asked) && now() > SEEN(asked_at))
        observed("late-stop",
                 "guards_dismiss() was called at %g s, and at "
                 "%g s guard %d began another round.",
                 SEEN(asked_at), now(), n);
    if (COUNT(walking[n]) > 1)
        observed("number",
                 "Two threads walked as guard %d at the same time.", n);
    COUNT(rounds[n]);
    pass_time(5);
    MARK(walking[n], 0);
}

static void guard_for(double seconds)
{
    for (int i = 0; i <= MOST; i++)
        MARK(rounds[i], 0);
    MARK(asked, false);
    MARK(returned, false);
    double began = now();
    guards_start(n_guards);
    if (times_hold() && now() > began)
        observed("start-waits", "guards_start() took %g s to return.",
                 now() - began);
    pass_time(seconds);
    tell("main calls guards_dismiss()\n");
    MARK(asked_at, now());
    MARK(asked, true);
    guards_dismiss();
    MARK(returned, true);
    tell("guards_dismiss() has returned\n");
    if (times_hold() && now() > SEEN(asked_at) + 5.001)
        observed("late-return", "guards_dismiss() took %g s to return.",
                 now() - SEEN(asked_at));
    for (int i = 1; i <= n_guards && times_hold() && seconds > 0; i++)
        if (!SEEN(rounds[i]))
            observed("number", "Guard %d never walked.", i);
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
