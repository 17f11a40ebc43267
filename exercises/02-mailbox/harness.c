// Those who write and those who read in this exercise.

#define _POSIX_C_SOURCE 200809L

#include <math.h>

#include "check.h"
#include "mailbox.h"
#include "world.h"

enum {
    MOST = 64,
    FIRST = -1 // any number is a letter, also one that says "none"
};

static int letters; // that each writer puts
// By the number of the letter less FIRST.
static atomic_int put[MOST], taken[MOST], next, next_writer;
static atomic_int takes_begun, takes_ended, puts_ended;
// When the put of that letter, or the take of that number, had returned;
// -1: it has not.
static _Atomic double put_at[MOST], take_at[MOST];
static double pause_before, pause_after;
static int all;

// A writer who is alone can put a letter as soon as the ones before
// have been taken.
static void look_at_put(int i, double began)
{
    double taken_at = i > 0 ? SEEN(take_at[i - 1]) : 0;
    if (!times_hold() || letters != all || taken_at < 0)
        return;
    double room_at = fmax(began, taken_at);
    if (now() > room_at + 0.001)
        observed("put-late",
                 "There was room for letter %d at %g s, and "
                 "put_letter() returned at %g s.",
                 i + FIRST, room_at, now());
}

// A letter that has been put can be taken at once.
static void look_at_take(int i, double began)
{
    double there_at = SEEN(put_at[i]);
    if (!times_hold() || there_at < 0)
        return;
    double due = fmax(began, there_at);
    if (now() > due + 0.001)
        observed("take-late",
                 "Letter %d was in the mailbox at %g s, a reader "
                 "waited, and take_letter() returned it at %g s.",
                 i + FIRST, due, now());
}

static void *writer(void *arg)
{
    int first = (COUNT(next_writer) - 1) * letters;
    pass_time(pause_before);
    for (int i = first; i < first + letters; i++) {
        tell("puts letter %d\n", i + FIRST);
        COUNT(put[i]);
        double began = now();
        put_letter(i + FIRST);
        MARK(put_at[i], now());
        look_at_put(i, began);
        // Each letter but one has been taken, or is just being taken.
        if (COUNT(puts_ended) > SEEN(takes_begun) + 1)
            observed("no-room",
                     "put_letter() returned for letter %d, and there "
                     "was another one in the mailbox.",
                     i + FIRST);
    }
    return arg;
}

static void *reader(void *arg)
{
    for (; COUNT(next) <= all; pass_time(pause_after)) {
        COUNT(takes_begun);
        double began = now();
        int letter = take_letter(), i = letter - FIRST;
        tell("takes letter %d\n", letter);
        if (letter < FIRST || i >= all || !SEEN(put[i]))
            observed("no-letter",
                     "take_letter() returned %d, a letter that "
                     "nobody had put.",
                     letter);
        if (COUNT(taken[i]) > 1)
            observed("twice",
                     "take_letter() returned letter %d a second "
                     "time.",
                     letter);
        look_at_take(i, began);
        MARK(take_at[COUNT(takes_ended) - 1], now());
    }
    return arg;
}

static void post(int writers, int readers)
{
    pthread_t threads[16];
    int n = 0;
    for (int i = 0; i < MOST; i++) {
        MARK(put[i], 0);
        MARK(taken[i], 0);
        MARK(put_at[i], -1);
        MARK(take_at[i], -1);
    }
    MARK(next, 0);
    MARK(takes_begun, 0);
    MARK(takes_ended, 0);
    MARK(puts_ended, 0);
    MARK(next_writer, 0);
    all = writers * letters;
    for (int i = 0; i < readers; i++)
        CHECK(pthread_create(&threads[n++], NULL, reader, NULL));
    for (int i = 0; i < writers; i++)
        CHECK(pthread_create(&threads[n++], NULL, writer, NULL));
    while (n > 0)
        pthread_join(threads[--n], NULL);
}

int main(int argc, char **argv)
{
    (void)argc;
    // Five numbers: who writes, how many letters each, who reads, the
    // pause of writers before their first letter, and that of readers
    // after each.
    for (argv = world_begins(argv); *argv;) {
        int writers = (int)next_number(&argv);
        letters = (int)next_number(&argv);
        int readers = (int)next_number(&argv);
        pause_before = next_number(&argv);
        pause_after = next_number(&argv);
        post(writers, readers);
    }
    return world_ends();
}
