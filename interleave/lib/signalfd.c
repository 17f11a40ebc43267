// signalfd.c: signals that are read from a file.
//
// A signal that some signalfd is for, and that every thread blocks, is
// not kept by signal.c but sent in earnest: it stays pending in the
// kernel, whose file then works by itself. One that was sent to a single
// thread counts as sent to the process.

#include "core.h"

#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

static uint64_t taken; // signals of any signalfd

bool signalfd_wants(int signo)
{
    return taken >> (signo - 1) & 1;
}

static sigset_t set_of(uint64_t bits)
{
    sigset_t set;

    sigemptyset(&set);
    for (int s = 1; s <= 64; s++)
        if (bits >> (s - 1) & 1)
            sigaddset(&set, s);
    return set;
}

// Pass a signal on that is blocked everywhere, if it is for a signalfd.
bool signalfd_takes(int signo, union sigval value, int code)
{
    if (!signalfd_wants(signo))
        return false;
    if (code == SI_QUEUE)
        NEXT(sigqueue)(getpid(), signo, value);
    else
        NEXT(kill)(getpid(), signo);
    return true;
}

bool signalfd_has(uint64_t set)
{
    sigset_t pending;

    return set & taken && NEXT(sigpending)(&pending) == 0 &&
           signal_bits(&pending) & set & taken;
}

// For a thread that waits for the same signal; 0 if there is none.
int signalfd_take(uint64_t set, siginfo_t *info)
{
    sigset_t wanted = set_of(set & taken);
    int signo = 0;

    if (set & taken)
        signo =
            NEXT(sigtimedwait)(&wanted, info, &(struct timespec){0, 0});
    return signo > 0 ? signo : 0;
}

EXPORT int signalfd(int fd, const sigset_t *mask, int flags)
{
    int rc = NEXT(signalfd)(fd, mask, flags);

    if (rc < 0 || !controlled())
        return rc;
    taken |= signal_bits(mask);
    signal_hand_over(taken);
    return rc;
}
