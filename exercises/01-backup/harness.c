// The disk of this exercise, and a caller that uses its memory again.

#define _POSIX_C_SOURCE 200809L

#include <string.h>

#define HARNESS
#include "backup.h"
#include "world.h"

#define TEN "0123456789"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN
static const char *const folders[] = {
    "photos", "letters", "music",
    HUNDRED HUNDRED TEN TEN TEN TEN TEN "-long", "empty"};
enum { N_FOLDERS = sizeof folders / sizeof *folders };
static char name[400];
static atomic_int which, calls, done;
static atomic_bool returned;

static int files_in(int folder)
{
    return folder < N_FOLDERS - 1 ? 10 + 7 * folder : 0;
}

// How many characters are those of the folder that is asked for, read as
// they are now: the caller's memory may hold another name by now. Compared
// by hand and byte by byte, as nothing promises that this is a string
// still.
static int alike(const char *folder)
{
    const char *expected = folders[SEEN(which)];
    int length = 0;
    while (expected[length] && folder[length] == expected[length])
        length++;
    return length;
}

static bool is_asked_for(const char *folder)
{
    int length = alike(folder);
    return !folder[length] && !folders[SEEN(which)][length];
}

// How many characters of the name are there, if only its end is
// missing; 0 otherwise.
static int cut_to(const char *folder)
{
    int length = alike(folder);
    return folder[length] ? 0 : length;
}

// Whether something follows the name, where its end should be.
static bool goes_on(const char *folder)
{
    int length = alike(folder);
    return folder[length] && !folders[SEEN(which)][length];
}

int copy_folder(const char *folder)
{
    bool before = is_asked_for(folder);
    COUNT(calls);
    tell("copies a folder\n");
    if (is_main())
        observed("no-thread",
                 "copy_folder() was called by main itself, not "
                 "by a thread of its own.");
    if (SEEN(returned))
        observed("early-return",
                 "backup_end() returned before copy_folder() "
                 "had been called.");
    if (!before && cut_to(folder))
        observed("name-cut",
                 "copy_folder() got the first %d characters of a name "
                 "that has %d.",
                 cut_to(folder), (int)strlen(folders[SEEN(which)]));
    if (!before && goes_on(folder))
        observed("name-goes-on",
                 "copy_folder() got a name that begins with \"%.20s\", "
                 "which backup_begin() had been given, and goes on.",
                 folders[SEEN(which)]);
    if (!before)
        observed("other-name",
                 "The name that copy_folder() got was not \"%.20s\", "
                 "which backup_begin() had been given.",
                 folders[SEEN(which)]);
    for (int half = 0; half < 2; half++) {
        pass_time(1);
        if (!is_asked_for(folder))
            observed("other-name",
                     "The name that copy_folder() got was no longer "
                     "\"%.20s\", which backup_begin() had been given.",
                     folders[SEEN(which)]);
    }
    COUNT(done);
    tell("has copied %.20s\n", folders[SEEN(which)]);
    return files_in(SEEN(which));
}

static void backup(int folder, double pause)
{
    MARK(which, folder);
    MARK(calls, 0);
    MARK(done, 0);
    MARK(returned, false);
    strcpy(name, folders[folder]);
    double began = now();
    backup_begin(name);
    took_at_most(0, began, "begin-waits", "backup_begin()");
    tell("backup_begin() has returned; main uses the name's memory\n");
    memset(name, '#', sizeof name - 1);
    pass_time(pause);
    int files = backup_end();
    MARK(returned, true);
    tell("backup_end() returns %d\n", files);
    if (!SEEN(done)) {
        pass_time(3); // a thread that is left over shows itself now
        if (!SEEN(calls))
            observed("not-copied",
                     "backup_end() returned, and copy_folder() "
                     "had never been called.");
        observed("early-return",
                 "backup_end() returned before copy_folder() "
                 "had.");
    }
    double took = now() - began, due = pause < 2 ? 2 : pause;
    if (times_exact() && took > due + 0.001)
        observed("end-late",
                 "backup_end() returned %g s after backup_begin(), and "
                 "was called after %g; a copy takes 2.",
                 took, pause);
    if (files != files_in(folder))
        observed("files",
                 "backup_end() returned %d; %d files had been "
                 "copied.",
                 files, files_in(folder));
}

int main(int argc, char **argv)
{
    (void)argc;
    // Two numbers a backup: which folder, and the pause before its end.
    for (argv = world_begins(argv); *argv;) {
        int folder = (int)next_number(&argv) % N_FOLDERS;
        backup(folder, next_number(&argv));
    }
    return world_ends();
}
