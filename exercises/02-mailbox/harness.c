// Those who write and those who read in this exercise.

#define _POSIX_C_SOURCE 200809L

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
static atomic_int takes_begun, puts_ended;
static double pause_before;
static int all;

static void *writer(void *arg)
{
    int first = (COUNT(next_writer) - 1) * letters;
    pass_time(pause_before);
    for (int i = first; i < first + letters; i++) {
        tell("puts letter %d\n", i + FIRST);
        COUNT(put[i]);
        put_letter(i + FIRST);
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
    while (COUNT(next) <= all) {
        COUNT(takes_begun);
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
    }
    MARK(next, 0);
    MARK(takes_begun, 0);
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
    // Four numbers: who writes, how many letters each, who reads, and
    // the pause before the first letter.
    for (argv = world_begins(argv); *argv;) {
        int writers = (int)next_number(&argv);
        letters = (int)next_number(&argv);
        int readers = (int)next_number(&argv);
        pause_before = next_number(&argv);
        post(writers, readers);
    }
    return world_ends();
}
