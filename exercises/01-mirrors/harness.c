// The mirrors of this exercise.

#define _POSIX_C_SOURCE 200809L

#define HARNESS
#include "mirrors.h"
#include "world.h"

enum { MOST = 20 };

static int mirrors;
static atomic_int asked[MOST + 1], answered;
static atomic_bool returned;
static int round_number; // the answers differ from round to round

// One of them holds none: that is an answer, too.
static int files_of(int number)
{
    if (number == 4)
        return 0;
    return 100 * number + 7 * round_number + number * number;
}

int ask_mirror(int number)
{
    tell("asks mirror %d\n", number);
    if (is_main())
        observed("no-thread",
                 "ask_mirror(%d) was called by main itself, not "
                 "by a thread of its own.",
                 number);
    if (SEEN(returned))
        observed("early-return",
                 "files_on_all() returned before a thread "
                 "called ask_mirror().");
    if (mirrors == 0)
        observed("nobody",
                 "ask_mirror(%d) was called, and n is 0: nobody is to "
                 "be asked.",
                 number);
    if (number < 1 || number > mirrors)
        observed("number",
                 "ask_mirror(%d) was called, and there are only the "
                 "mirrors 1 to %d.",
                 number, mirrors);
    if (COUNT(asked[number]) > 1)
        observed("shared-number", "Mirror %d was asked twice.", number);
    pass_time(1);
    COUNT(answered);
    return files_of(number);
}

static void ask_all(void)
{
    int sum = 0;
    for (int i = 0; i <= MOST; i++)
        MARK(asked[i], 0);
    for (int i = 1; i <= mirrors; i++)
        sum += files_of(i);
    MARK(answered, 0);
    MARK(returned, false);
    double began = now();
    int said = files_on_all(mirrors);
    double took = now() - began;
    MARK(returned, true);
    tell("files_on_all() returns %d\n", said);
    if (SEEN(answered) < mirrors) {
        pass_time(2); // a thread that is left over shows itself now
        if (SEEN(answered) < mirrors)
            observed("not-asked",
                     "files_on_all(%d) returned, and %d of the "
                     "mirrors had never been asked.",
                     mirrors, mirrors - SEEN(answered));
        observed("early-return",
                 "files_on_all(%d) returned before every "
                 "mirror had answered.",
                 mirrors);
    }
    if (said != sum)
        observed("sum",
                 "files_on_all(%d) returned %d; the mirrors hold %d "
                 "files.",
                 mirrors, said, sum);
    if (times_hold() && took > 1.001)
        observed("one-by-one",
                 "Asking %d mirrors took %g seconds; all at the "
                 "same time takes 1.",
                 mirrors, took);
}

int main(int argc, char **argv)
{
    (void)argc;
    // How many mirrors, once for each call.
    for (argv = world_begins(argv); *argv; round_number++) {
        mirrors = (int)next_number(&argv);
        ask_all();
    }
    return world_ends();
}
