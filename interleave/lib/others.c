// others.c: calls that start what the scheduler cannot order. Each is
// let through, and named once with what that means.

#include "core.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char alone[] = "the new process runs uncontrolled, on the"
                            " real clock";
static const char real_clock[] = "its signal comes by the real clock;"
                                 " the run may not repeat";

EXPORT pid_t fork(void)
{
    bool ours = controlled();

    if (ours)
        note_uncontrolled("fork", alone);
    pid_t pid = NEXT(fork)();
    if (pid == 0 && ours)
        active = false;
    return pid;
}

EXPORT unsigned alarm(unsigned seconds)
{
    if (controlled())
        note_uncontrolled("alarm", real_clock);
    return NEXT(alarm)(seconds);
}

EXPORT int setitimer(__itimer_which_t which,
                     const struct itimerval *restrict value,
                     struct itimerval *restrict old)
{
    if (controlled())
        note_uncontrolled("setitimer", real_clock);
    return NEXT(setitimer)(which, value, old);
}

EXPORT int timer_create(clockid_t clock, struct sigevent *restrict event,
                        timer_t *restrict timer)
{
    if (controlled())
        note_uncontrolled("timer_create", real_clock);
    return NEXT(timer_create)(clock, event, timer);
}

EXPORT pid_t waitpid(pid_t pid, int *status, int options)
{
    if (controlled() && !(options & WNOHANG))
        note_uncontrolled("waitpid", "all threads stand still until that"
                                     " process ends");
    return NEXT(waitpid)(pid, status, options);
}
