// The editor of this exercise: main types, the disk takes what is
// saved.

#define _POSIX_C_SOURCE 200809L

#define HARNESS
#include "autosave.h"
#include "world.h"

static atomic_int typed, saved, saves;
static atomic_bool returned;
static double period;

void save_text(void)
{
    // What counts as saved is what had been typed before it began.
    int covers = SEEN(typed);
    tell("saves the text\n");
    if (SEEN(returned))
        observed("early-return",
                 "autosave_stop() returned while the thread "
                 "was still at work: save_text() came after "
                 "it.");
    if (COUNT(saves) > SEEN(typed))
        observed("saved-nothing",
                 "save_text() was called %d times, and the "
                 "text had changed only %d times.",
                 SEEN(saves), SEEN(typed));
    MARK(saved, covers);
}

static void type(double pause)
{
    pass_time(pause);
    tell("main changes the text\n");
    COUNT(typed);
    double began = now();
    text_changed();
    if (times_hold() && now() > began)
        observed("typing-waits", "text_changed() took %g s to return.",
                 now() - began);
}

static void edit(int changes, double pause, double rest)
{
    MARK(typed, 0);
    MARK(saved, 0);
    MARK(saves, 0);
    MARK(returned, false);
    autosave_start(period);
    for (int i = 0; i < changes; i++)
        type(pause);
    pass_time(rest);
    if (times_hold() && rest > period && SEEN(saved) < changes)
        observed("not-saved",
                 "The text changed, and %g s later, with a "
                 "period of %g s, it had not been saved.",
                 rest, period);
    tell("main calls autosave_stop()\n");
    double asked_at = now();
    autosave_stop();
    MARK(returned, true);
    tell("autosave_stop() has returned\n");
    if (times_hold() && now() - asked_at > 0.001)
        observed("late-return", "autosave_stop() took %g s to return.",
                 now() - asked_at);
    if (SEEN(saved) < changes)
        observed("unsaved",
                 "autosave_stop() returned, and the last change of "
                 "the text had not been saved.");
    pass_time(period > 10 ? 10 : 3 * period);
}

int main(int argc, char **argv)
{
    (void)argc;
    // Four numbers a start: the period, how many changes, the pause
    // before each, and how long main rests before the stop.
    for (argv = world_begins(argv); *argv;) {
        period = next_number(&argv);
        int changes = (int)next_number(&argv);
        double pause = next_number(&argv);
        edit(changes, pause, next_number(&argv));
    }
    return world_ends();
}
