// siginfo.c: what comes with a signal that is pending: who sent it, how,
// and with which value. Real-time signals queue, others do not.

#include "core.h"

#include <string.h>
#include <unistd.h>

enum { QUEUED = 256 };

static struct sent {
    uint16_t thread; // NO_THREAD: for the process
    int signo, code;
    union sigval value;
} queue[QUEUED];
static uint32_t n_queued;

// t NULL: for the process only.
static bool is_for(const struct sent *s, const struct thread *t,
                   int signo)
{
    return s->signo == signo &&
           (s->thread == NO_THREAD || (t && s->thread == t->id));
}

bool siginfo_more(const struct thread *t, int signo)
{
    for (uint32_t i = 0; i < n_queued; i++)
        if (is_for(&queue[i], t, signo))
            return true;
    return false;
}

// Only the first of several equal signals is kept, but for real-time ones.
void siginfo_add(const struct thread *to, int signo, int code,
                 union sigval value)
{
    uint16_t thread = to ? to->id : NO_THREAD;

    for (uint32_t i = 0; i < n_queued && signo < SIGRTMIN; i++)
        if (queue[i].signo == signo && queue[i].thread == thread)
            return;
    if (n_queued < QUEUED)
        queue[n_queued++] = (struct sent){thread, signo, code, value};
}

// Fill in *info, and forget it; false if nothing is known.
bool siginfo_take(const struct thread *t, int signo, siginfo_t *info)
{
    for (uint32_t i = 0; i < n_queued; i++) {
        if (!is_for(&queue[i], t, signo))
            continue;
        info->si_signo = signo;
        info->si_code = queue[i].code;
        info->si_pid = getpid();
        info->si_uid = getuid();
        info->si_value = queue[i].value;
        memmove(&queue[i], &queue[i + 1],
                (--n_queued - i) * sizeof queue[0]);
        return true;
    }
    return false;
}
