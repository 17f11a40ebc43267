// The watchdog of this exercise.

#define _POSIX_C_SOURCE 200809L

#include <math.h>

#define HARNESS
#include "heartbeat.h"
#include "world.h"

static atomic_int beats;
static atomic_bool asked, returned;
static _Atomic double period, started_at, asked_at;

void beat(void)
{
    tell("beat\n");
    int n = COUNT(beats);
    double due = SEEN(started_at) + (n - 1) * SEEN(period);
    if (is_main())
        observed("no-thread",
                 "beat() was called by main itself, not by a "
                 "thread of its own.");
    if (SEEN(returned))
        observed("early-return",
                 "heartbeat_stop() returned while the thread "
                 "was still at work: beat() came after it.");
    // Clocks may be late; nothing lets a period be over early.
    if (!SEEN(asked) && now() < due - 0.001)
        observed("beats", "Beat %d was due at %g s, and came at %g s.",
                 n, due, now());
    if (!times_hold())
        return;
    if (SEEN(asked) && now() > SEEN(asked_at))
        observed("late-stop",
                 "heartbeat_stop() was called at %g s, and at "
                 "%g s there was another beat.",
                 SEEN(asked_at), now());
    if (SEEN(asked) && now() < due - 0.001)
        observed("late-stop",
                 "heartbeat_stop() was called at %g s, and the "
                 "thread answered with a beat that was due at "
                 "%g s.",
                 SEEN(asked_at), due);
    if (fabs(now() - due) > 0.001)
        observed("beats", "Beat %d was due at %g s, and came at %g s.",
                 n, due, now());
}

static void keep_alive(double seconds)
{
    MARK(beats, 0);
    MARK(asked, false);
    MARK(returned, false);
    MARK(started_at, now());
    heartbeat_start(SEEN(period));
    if (times_hold() && now() > SEEN(started_at))
        observed("start-waits",
                 "heartbeat_start() took %g s to return.",
                 now() - SEEN(started_at));
    pass_time(seconds);
    tell("main calls heartbeat_stop()\n");
    MARK(asked_at, now());
    MARK(asked, true);
    heartbeat_stop();
    MARK(returned, true);
    tell("heartbeat_stop() has returned\n");
    if (times_hold() && now() - SEEN(asked_at) > 0.001)
        observed("late-return", "heartbeat_stop() took %g s to return.",
                 now() - SEEN(asked_at));
    if (times_hold() && SEEN(beats) < seconds / SEEN(period) - 0.001)
        observed("beats",
                 "In %g s with a period of %g s there were %d beats.",
                 seconds, SEEN(period), SEEN(beats));
    pass_time(fmin(3 * SEEN(period), 10));
}

int main(int argc, char **argv)
{
    (void)argc;
    // Two numbers a start: the period, and after how long it is
    // stopped.
    for (argv = world_begins(argv); *argv;) {
        MARK(period, next_number(&argv));
        keep_alive(next_number(&argv));
    }
    return world_ends();
}
