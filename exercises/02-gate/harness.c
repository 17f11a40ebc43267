// The runners of this exercise.

#define _POSIX_C_SOURCE 200809L

#include "check.h"
#include "gate.h"
#include "world.h"

enum { MOST = 64 };

static atomic_bool opened;
static atomic_int passed;
static _Atomic double opened_at;

static void *runner(void *arg)
{
    double *comes_after = arg;
    pass_time(*comes_after);
    double came = now();
    gate_pass();
    tell("a runner passes\n");
    COUNT(passed);
    if (!SEEN(opened) && times_hold() && now() == came)
        observed("no-wait",
                 "gate_pass() returned at once, and gate_open() had "
                 "not been called.");
    if (!SEEN(opened))
        observed("passed-early",
                 "gate_pass() returned, and gate_open() had "
                 "not been called.");
    if (times_hold() && now() > SEEN(opened_at) && *comes_after == 0)
        observed("late",
                 "The gate was opened at %g s; a runner who waited "
                 "passed at %g s.",
                 SEEN(opened_at), now());
    return NULL;
}

static void open_gate(void)
{
    // Told last: whoever passed before it passed too early.
    MARK(opened_at, now());
    MARK(opened, true);
    tell("%s calls gate_open()\n", is_main() ? "main" : "the umpire");
    gate_open();
    took_at_most(0, SEEN(opened_at), "open-waits", "gate_open()");
}

static void *umpire(void *arg)
{
    open_gate();
    return arg;
}

// Every second race is opened by a thread of its own.
static void open_by_somebody(void)
{
    static int races;
    pthread_t thread;
    if (races++ % 2 == 0) {
        open_gate();
        return;
    }
    CHECK(pthread_create(&thread, NULL, umpire, NULL));
    pthread_join(thread, NULL);
}

static void race(int runners, double pause, double last_comes_after)
{
    pthread_t threads[MOST];
    double after[MOST] = {0};
    MARK(opened, false);
    MARK(passed, 0);
    gate_shut();
    after[0] = last_comes_after;
    for (int i = 0; i < runners; i++)
        CHECK(pthread_create(&threads[i], NULL, runner, &after[i]));
    pass_time(pause);
    open_by_somebody();
    for (int i = 0; i < runners; i++)
        pthread_join(threads[i], NULL);
}

int main(int argc, char **argv)
{
    (void)argc;
    // Three numbers a race: runners, seconds until the gate is opened,
    // and when one of the runners comes.
    for (argv = world_begins(argv); *argv;) {
        int runners = (int)next_number(&argv);
        double pause = next_number(&argv);
        race(runners, pause, next_number(&argv));
    }
    return world_ends();
}
