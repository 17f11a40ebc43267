// Those who write and those who read in this exercise.

#define _POSIX_C_SOURCE 200809L

#include "check.h"
#include "mailbox.h"
#include "world.h"

enum { MOST = 64 };

static int letters; // that each writer puts
static atomic_int put[MOST], taken[MOST], next, next_writer;
static double pause_before;
static int all;

static void *writer(void *arg)
{
    int first = (COUNT(next_writer) - 1) * letters;
    pass_time(pause_before);
    for (int i = first; i < first + letters; i++) {
        tell("puts letter %d\n", i);
        COUNT(put[i]);
        put_letter(i);
    }
    return arg;
}

static void *reader(void *arg)
{
    while (COUNT(next) <= all) {
        int letter = take_letter();
        tell("takes letter %d\n", letter);
        if (letter < 0 || letter >= all || !SEEN(put[letter]))
            observed("no-letter",
                     "take_letter() returned %d, a letter that "
                     "nobody had put.",
                     letter);
        if (COUNT(taken[letter]) > 1)
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
