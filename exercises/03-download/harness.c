// The network, the file and the user of this exercise.

#define _POSIX_C_SOURCE 200809L

#include <math.h>

#define HARNESS
#include "download.h"
#include "world.h"

static int parts, sets_before;
static double fetch_takes, patience, began_at;

static atomic_int begun, fetched, ends; // of this download
static atomic_bool asked, returned;
static _Atomic double asked_at;

static void in_time(const char *call)
{
    if (is_main())
        observed("no-thread",
                 "%s was called by main itself, not by a "
                 "thread of its own.",
                 call);
    if (SEEN(returned))
        observed("early-return",
                 "download() returned while its thread was "
                 "still at work: %s came after it.",
                 call);
    if (SEEN(ends))
        observed("after-the-end",
                 "%s was called after the thread had said "
                 "how it ended.",
                 call);
}

void fetch_part(int part)
{
    tell("fetches part %d\n", part);
    in_time("fetch_part()");
    int due = COUNT(begun);
    if (part > parts)
        observed("parts",
                 "fetch_part(%d) was called, but the file has only "
                 "%d parts.",
                 part, parts);
    if (part != due)
        observed("parts",
                 "fetch_part(%d) was called when part %d was due.",
                 part, due);
    if (times_hold() && SEEN(asked) && now() > SEEN(asked_at) &&
        events_made() > 0 && events_set() == sets_before)
        observed("not-set",
                 "The user pressed Stop at %g s, and at %g s the "
                 "thread began with part %d: event_set() had not been "
                 "called.",
                 SEEN(asked_at), now(), part);
    if (times_hold() && SEEN(asked) && now() > SEEN(asked_at))
        observed("late-stop",
                 "The user pressed Stop at %g s, and at %g s "
                 "the thread began with part %d.",
                 SEEN(asked_at), now(), part);
    pass_time(fetch_takes);
    MARK(fetched, part);
}

void keep_file(void)
{
    tell("keeps the file\n");
    in_time("keep_file()");
    if (SEEN(fetched) < parts)
        observed("kept-half",
                 "keep_file() was called with %d of %d parts "
                 "there.",
                 SEEN(fetched), parts);
    COUNT(ends);
}

void drop_file(void)
{
    tell("drops the file\n");
    in_time("drop_file()");
    if (!SEEN(asked))
        observed("unasked",
                 "drop_file() was called, and the user had not "
                 "pressed Stop.");
    if (SEEN(fetched) == parts)
        observed("dropped-whole",
                 "drop_file() was called, and no part was missing.");
    COUNT(ends);
}

// So many parts have begun before the user presses Stop, at least.
static void look_at_pace(void)
{
    int due = (int)ceil(patience / (fetch_takes + 0.01));
    if (due > parts)
        due = parts;
    if (times_hold() && SEEN(begun) < due)
        observed("pace",
                 "In %g s before Stop, %d part%s had been begun; there "
                 "was time for %d.",
                 patience, SEEN(begun), PLURAL(SEEN(begun)), due);
}

void wait_for_user(void)
{
    if (!is_main())
        observed("user",
                 "wait_for_user() was called by a thread; only main "
                 "may.");
    if (SEEN(asked))
        observed("user", "wait_for_user() was called twice.");
    if (times_hold() && now() > began_at)
        observed("user-waits",
                 "download() was called at %g s, and only at %g s did "
                 "it wait for the user.",
                 began_at, now());
    pass_time(patience);
    look_at_pace();
    tell("the user presses Stop\n");
    MARK(asked_at, now());
    MARK(asked, true);
}

static void try(void)
{
    MARK(begun, 0);
    MARK(fetched, 0);
    MARK(ends, 0);
    MARK(asked, false);
    MARK(returned, false);
    sets_before = events_set();
    began_at = now();
    download(parts);
    MARK(returned, true);
    tell("download() has returned\n");
    if (!SEEN(asked))
        observed("user", "download() returned and had not called "
                         "wait_for_user().");
    // A thread that is left over shows itself now.
    pass_time(fetch_takes * parts + 1);
    if (!SEEN(begun) && !SEEN(ends))
        observed("nothing",
                 "download(%d) returned, and fetch_part() had "
                 "never been called.",
                 parts);
    if (!SEEN(ends))
        observed("no-end", "The thread ended and had called neither "
                           "keep_file() nor drop_file().");
}

int main(int argc, char **argv)
{
    (void)argc;
    // Three numbers a download: parts, when the user presses Stop, how
    // long a part takes.
    for (argv = world_begins(argv); *argv;) {
        parts = (int)next_number(&argv);
        patience = next_number(&argv);
        fetch_takes = next_number(&argv);
        try();
    }
    return world_ends();
}
