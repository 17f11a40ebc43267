// Those who write and those who read in this exercise.

#define _POSIX_C_SOURCE 200809L

#include <limits.h>
#include <math.h>

#include "check.h"
#include "mailbox.h"
#include "world.h"

enum { MOST = 64 };
// Any number is a letter: one that says "none" in other places, one that
// a smaller type cuts short.
static const int special[] = {-1,    0,        1,       2,
                              70000, 16777217, INT_MIN, INT_MAX};
enum { SPECIAL = sizeof special / sizeof *special };

static int letters; // that each writer puts
// By the place of the letter in the order of all of them.
static atomic_int put[MOST], taken[MOST], next, next_writer;
static atomic_int takes_begun, takes_ended, puts_ended;
// When the put of that letter, or the take of that number, had returned;
// -1: it has not.
static _Atomic double put_at[MOST], take_at[MOST];
static double pause_before, pause_after;
static int all;

static int letter_at(int i)
{
    return i < SPECIAL ? special[i] : i;
}

// The place of that letter; `all` if there is none.
static int place_of(int letter)
{
    int i = 0;
    while (i < all && letter_at(i) != letter)
        i++;
    return i;
}

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
                 letter_at(i), room_at, now());
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
                 letter_at(i), due, now());
}

static void *writer(void *arg)
{
    int first = (COUNT(next_writer) - 1) * letters;
    pass_time(pause_before);
    for (int i = first; i < first + letters; i++) {
        tell("puts letter %d\n", letter_at(i));
        COUNT(put[i]);
        double began = now();
        put_letter(letter_at(i));
        MARK(put_at[i], now());
        look_at_put(i, began);
        // Each letter but one has been taken, or is just being taken.
        if (COUNT(puts_ended) > SEEN(takes_begun) + 1)
            observed("no-room",
                     "put_letter() returned for letter %d, and there "
                     "was another one in the mailbox.",
                     letter_at(i));
    }
    return arg;
}

static void *reader(void *arg)
{
    for (; COUNT(next) <= all; pass_time(pause_after)) {
        COUNT(takes_begun);
        double began = now();
        int letter = take_letter(), i = place_of(letter);
        tell("takes letter %d\n", letter);
        if (i == all || !SEEN(put[i]))
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
