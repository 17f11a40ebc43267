// others.c: calls that start what the scheduler cannot order. Each is
// let through, and named once with what that means.

#include "core.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static const char alone[] = "the new process runs uncontrolled, on the"
                            " real clock";

// The child's handlers of pthread_atfork run before fork returns: ours
// is the first of them.
static void in_child(void)
{
    if (!controlled())
        return;
    active = false;
    objects_after_fork();
}

__attribute__((constructor)) static void prepare(void)
{
    pthread_atfork(NULL, NULL, in_child);
}

EXPORT pid_t fork(void)
{
    if (controlled())
        note_uncontrolled("fork", alone);
    return NEXT(fork)();
}

static const char stand_still[] = "all threads stand still until that"
                                  " process ends";

EXPORT pid_t waitpid(pid_t pid, int *status, int options)
{
    if (controlled() && !(options & WNOHANG))
        note_uncontrolled("waitpid", stand_still);
    return NEXT(waitpid)(pid, status, options);
}

EXPORT pid_t wait(int *status)
{
    if (controlled())
        note_uncontrolled("wait", stand_still);
    return NEXT(wait)(status);
}

EXPORT int system(const char *command)
{
    if (controlled())
        note_uncontrolled("system", stand_still);
    return NEXT(system)(command);
}
