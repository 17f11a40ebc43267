// The watchdog of this exercise.

#define _POSIX_C_SOURCE 200809L

#include <math.h>

#define HARNESS
#include "heartbeat.h"
#include "world.h"

static atomic_int beats;
static int starts;
static atomic_bool asked, returned;
static _Atomic double period, started_at, asked_at;

// Beat n came at another time than it was due.
static void wrong_time(int n, double due)
{
    const char *id = n == 1        ? "first-beat"
                     : now() < due ? "beat-early"
                                   : "beat-late";
    observed(id, "Beat %d was due at %g s, and came at %g s.", n, due,
             now());
}

static const char *unless_set(void)
{
    return line_of_unset_event() ? "; the event had not been set" : "";
}

void beat(void)
{
    int n = COUNT(beats);
    tell("beat %d\n", n);
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
        wrong_time(n, due);
    if (!times_hold())
        return;
    if (SEEN(asked) && now() > SEEN(asked_at))
        observed("late-stop",
                 "heartbeat_stop() was called at %g s, and at %g s "
                 "there was another beat%s.",
                 SEEN(asked_at), now(), unless_set());
    if (SEEN(asked) && now() < due - 0.001)
        observed("beat-for-stop",
                 "heartbeat_stop() was called at %g s, and the "
                 "thread answered with a beat that was due at "
                 "%g s.",
                 SEEN(asked_at), due);
    if (fabs(now() - due) > 0.001)
        wrong_time(n, due);
}

static void keep_alive(double seconds)
{
    starts++;
    MARK(beats, 0);
    MARK(asked, false);
    MARK(returned, false);
    MARK(started_at, now());
    heartbeat_start(SEEN(period));
    if (times_hold() && now() > SEEN(started_at))
        observed("start-waits",
                 "heartbeat_start() took %g s to return.",
                 now() - SEEN(started_at));
    // In two parts: whoever wakes up for no reason while main is awake
    // wakes up in the middle of a period.
    pass_time(seconds * 0.3);
    pass_time(seconds * 0.7);
    tell("main calls heartbeat_stop()\n");
    MARK(asked_at, now());
    MARK(asked, true);
    heartbeat_stop();
    MARK(returned, true);
    tell("heartbeat_stop() has returned\n");
    nothing_left_open("heartbeat_stop()");
    memory_given_back("heartbeat_stop()");
    took_at_most(0.001, SEEN(asked_at), "late-return",
                 "heartbeat_stop()");
    if (times_hold() && seconds > 0 && !SEEN(beats) && starts > 1)
        observed(
            "no-beat-again",
            "In %g s with a period of %g s there was no beat, after "
            "a start that was not the first.",
            seconds, SEEN(period));
    if (times_hold() && SEEN(beats) < seconds / SEEN(period) - 0.001)
        observed("beats",
                 "In %g s with a period of %g s there were only %d "
                 "beat%s.",
                 seconds, SEEN(period), SEEN(beats),
                 PLURAL(SEEN(beats)));
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
