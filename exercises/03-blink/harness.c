// The lamp of this exercise.

#define _POSIX_C_SOURCE 200809L

#include <math.h>

#define HARNESS
#include "blink.h"
#include "world.h"

static atomic_bool on, asked, returned;
static atomic_int blinks; // of this start
static _Atomic double asked_at, switched_at;

static void in_time(const char *call)
{
    if (is_main())
        observed("no-thread",
                 "%s was called by main itself, not by a "
                 "thread of its own.",
                 call);
    if (SEEN(returned))
        observed("early-return",
                 "blink_stop() returned while the thread was "
                 "still at work: %s came after it.",
                 call);
}

// Only a stop may cut a half second short. Before the lamp was first on,
// there is none.
static void look_at_length(const char *was)
{
    double length = now() - SEEN(switched_at);
    if (times_hold() && SEEN(blinks) > 0 && !SEEN(asked) &&
        fabs(length - 0.5) > 0.001)
        observed("length",
                 "The lamp was %s for %g s, from %g s to %g s.", was,
                 length, SEEN(switched_at), now());
    MARK(switched_at, now());
}

void lamp_on(void)
{
    tell("lamp on\n");
    in_time("lamp_on()");
    if (SEEN(on))
        observed("twice", "The lamp was switched on when it was on.");
    if (times_hold() && SEEN(asked) && now() > SEEN(asked_at))
        observed("late-stop",
                 "blink_stop() was called at %g s, and at %g s "
                 "the lamp was switched on again.",
                 SEEN(asked_at), now());
    look_at_length("off");
    MARK(on, true);
    COUNT(blinks);
}

void lamp_off(void)
{
    tell("lamp off\n");
    in_time("lamp_off()");
    if (!SEEN(on))
        observed("twice", "The lamp was switched off when it was off.");
    look_at_length("on");
    MARK(on, false);
}

void half_a_second(void)
{
    pass_time(0.5);
}

static void blink_for(double seconds)
{
    MARK(asked, false);
    MARK(returned, false);
    MARK(blinks, 0);
    double began = now();
    blink_start();
    took_at_most(0, began, "start-waits", "blink_start()");
    pass_time(seconds);
    tell("main calls blink_stop()\n");
    MARK(asked_at, now());
    MARK(asked, true);
    blink_stop();
    MARK(returned, true);
    tell("blink_stop() has returned\n");
    took_at_most(0.5, SEEN(asked_at), "late-return", "blink_stop()");
    pass_time(2); // a thread that is left over shows itself now
    if (SEEN(on))
        observed("left-on",
                 "blink_stop() returned, and the lamp was on.");
    // It is switched on at 0 s, 1 s, ... and blinks until the stop.
    int due = (int)ceil(seconds);
    if (times_hold() && due > 0 && SEEN(blinks) == 0)
        observed("dark", "In %g s the lamp was never switched on.",
                 seconds);
    if (times_exact() && SEEN(blinks) < due)
        observed("went-dark",
                 "In %g s the lamp was switched on %d of the %d times "
                 "that were due: it must blink until the stop.",
                 seconds, SEEN(blinks), due);
}

int main(int argc, char **argv)
{
    (void)argc;
    // How many seconds the lamp may blink, once for each start.
    for (argv = world_begins(argv); *argv;)
        blink_for(next_number(&argv));
    return world_ends();
}
