// signal.c: Unix signals between the program's own threads.
//
// A signal is kept here until its thread runs; then it is raised in that
// thread, so that a handler runs in its turn like all other code.
// sigwait takes a signal from here without raising it.

#include "core.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static uint64_t process_signals; // pending for no thread in particular
static struct sigaction actions[65]; // what the program asked for
bool handlers_installed;             // any of them

static uint64_t bit(int signo)
{
    return 1ull << (signo - 1);
}

uint64_t signal_bits(const sigset_t *set)
{
    uint64_t bits = 0;

    for (int s = 1; s <= 64; s++)
        if (sigismember(set, s) == 1)
            bits |= bit(s);
    return bits;
}

static uint64_t pending(const struct thread *t)
{
    return t->signals | process_signals;
}

bool signal_pending(struct thread *t)
{
    return t->signals & ~t->mask;
}

static bool is_handled(int signo)
{
    return actions[signo].sa_handler != SIG_DFL &&
           actions[signo].sa_handler != SIG_IGN;
}

// Raise what is pending for this thread and not blocked. Whether any
// handler ran; *restart: whether all of them asked to restart calls.
bool run_handlers(bool *restart)
{
    bool ran = false;

    *restart = true;
    for (int s = 1; s <= 64; s++) {
        while (self->signals & ~self->mask & bit(s)) {
            self->signals &= ~bit(s);
            *restart &= (actions[s].sa_flags & SA_RESTART) != 0;
            ran = true;
            syscall(SYS_tgkill, getpid(), self->tid, s);
        }
    }
    return ran;
}

// Every handler goes through here. A signal from outside may come to a
// thread that is not its turn: it is kept for then.
static void handle(int signo, siginfo_t *info, void *context)
{
    struct sigaction *a = &actions[signo];

    if (controlled() && running != self) {
        __atomic_fetch_or(&self->signals, bit(signo), __ATOMIC_RELAXED);
        return;
    }
    order_acquire(&process_signals);
    if (controlled()) {
        trace(&(struct op){.kind = KIND_SIGNAL, .address = signo}, 0);
        siginfo_take(self, signo, info);
        if (siginfo_more(self, signo))
            self->signals |= bit(signo);
    }
    if (a->sa_flags & SA_SIGINFO)
        a->sa_sigaction(signo, info, context);
    else
        a->sa_handler(signo);
}

// A fault that is not ours: the program's own handler, if it has one.
bool signal_pass_on(int signo, siginfo_t *info, void *context)
{
    if (!is_handled(signo))
        return false;
    handle(signo, info, context);
    return true;
}

EXPORT int sigaction(int signo, const struct sigaction *restrict action,
                     struct sigaction *restrict old)
{
    if (!controlled() || signo < 1 || signo > 64)
        return NEXT(sigaction)(signo, action, old);
    struct sigaction before = actions[signo];
    if (action && memory_owns(signo)) {
        actions[signo] = *action;
    } else if (action) {
        struct sigaction ours = *action;

        if (ours.sa_handler != SIG_DFL && ours.sa_handler != SIG_IGN) {
            ours.sa_sigaction = handle;
            ours.sa_flags |= SA_SIGINFO;
            handlers_installed = true;
        }
        // Before the real one, that no signal finds the old handler.
        actions[signo] = *action;
        if (NEXT(sigaction)(signo, &ours, NULL) != 0) {
            actions[signo] = before;
            return -1;
        }
    }
    if (old)
        *old = before;
    return 0;
}

EXPORT sighandler_t signal(int signo, sighandler_t handler)
{
    struct sigaction action = {.sa_flags = SA_RESTART}, old;

    if (!controlled())
        return NEXT(signal)(signo, handler);
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    if (sigaction(signo, &action, &old) != 0)
        return SIG_ERR;
    return old.sa_handler;
}

// A signalfd takes over what is pending: see signalfd.c.
void signal_hand_over(uint64_t bits)
{
    for (int s = 1; s <= 64; s++) {
        if (!(process_signals & bits & bit(s)))
            continue;
        process_signals &= ~bit(s);
        do { // real-time signals have queued
            siginfo_t info = {.si_code = SI_USER};

            siginfo_take(NULL, s, &info);
            signalfd_takes(s, info.si_value, info.si_code);
        } while (siginfo_more(NULL, s));
    }
}

// The process's pending signals go to a thread once it lets them in.
static void take_unblocked(void)
{
    uint64_t mine = process_signals & ~self->mask;
    bool restart;

    process_signals &= ~mine;
    self->signals |= mine;
    if (self->signals)
        run_handlers(&restart);
}

static int change_mask(int how, const sigset_t *set, sigset_t *old)
{
    int rc = NEXT(pthread_sigmask)(how, set, old);

    if (rc || !set || !controlled())
        return rc;
    uint64_t bits = signal_bits(set);
    if (how == SIG_BLOCK)
        self->mask |= bits;
    else if (how == SIG_UNBLOCK)
        self->mask &= ~bits;
    else
        self->mask = bits;
    take_unblocked();
    return 0;
}

EXPORT int pthread_sigmask(int how, const sigset_t *set, sigset_t *old)
{
    return change_mask(how, set, old);
}

EXPORT int sigprocmask(int how, const sigset_t *restrict set,
                       sigset_t *restrict old)
{
    int rc = change_mask(how, set, old);

    if (rc)
        errno = rc;
    return rc ? -1 : 0;
}

// Before a call that changes the mask while it waits: what the mask lets
// in now is handled now; what only the new mask lets in interrupts.
void signal_point(int kind, uint64_t pc)
{
    struct op op = {.kind = kind, .pc = pc, .silent = true};

    if (handlers_installed)
        step(&op);
}

// For ppoll and sigsuspend: set the whole mask, return the one before.
uint64_t signal_swap_mask(uint64_t mask)
{
    uint64_t before = self->mask;
    sigset_t set;

    sigemptyset(&set);
    for (int s = 1; s <= 64; s++)
        if (mask & bit(s))
            sigaddset(&set, s);
    NEXT(pthread_sigmask)(SIG_SETMASK, &set, NULL);
    self->mask = mask;
    self->signals |= process_signals & ~mask;
    process_signals &= mask;
    return before;
}

static bool is_ignored(const struct thread *t, int signo)
{
    return actions[signo].sa_handler == SIG_IGN ||
           (!is_handled(signo) && !(t && t->mask & bit(signo)) &&
            (signo == SIGCHLD || signo == SIGURG || signo == SIGWINCH ||
             signo == SIGCONT));
}

// As Linux does: main if it lets the signal in, else the first that does.
static struct thread *receiver(int signo)
{
    for (uint32_t i = 0; i < n_threads; i++)
        if (!threads[i]->ended && !(threads[i]->mask & bit(signo)))
            return threads[i];
    return NULL;
}

// A signal becomes pending for a thread, or for the process.
void signal_post(struct thread *to, int signo, int code,
                 union sigval value)
{
    struct thread *t = to ? to : receiver(signo);

    if (is_ignored(t, signo) || (to && to->ended))
        return;
    // The default action concerns the whole process: no need to wait.
    if (t && !is_handled(signo) && !(t->mask & bit(signo))) {
        syscall(SYS_tgkill, getpid(), self->tid, signo);
        return;
    }
    if ((!t || t->mask & bit(signo)) &&
        signalfd_takes(signo, value, code))
        return;
    siginfo_add(t, signo, code, value);
    if (t)
        t->signals |= bit(signo);
    else
        process_signals |= bit(signo);
}

void signals_release(void)
{
    order_release(&process_signals);
}

static void send(struct thread *to, int signo, int code,
                 union sigval value)
{
    bool restart;

    signals_release();
    if (signalfd_wants(signo))
        files_release();
    signal_post(to, signo, code, value);
    if (self->signals)
        run_handlers(&restart);
}

static const union sigval no_value;

static int send_to_thread(pthread_t handle, int signo, int code,
                          union sigval value, uint64_t pc)
{
    struct thread *t = thread_of(handle);

    step(&(struct op){.kind = KIND_KILL,
                      .pc = pc,
                      .address = signo < 0 ? 0 : (uint64_t)signo,
                      .other = t ? t->id : NO_THREAD});
    if (signo < 0 || signo > 64)
        return EINVAL;
    if (!t)
        fail(OUTCOME_MISUSE, pc,
             "thread %u sends a signal to a thread that was joined",
             self->id);
    if (signo && !t->ended)
        send(t, signo, code, value);
    return 0;
}

EXPORT int pthread_kill(pthread_t handle, int signo)
{
    if (!controlled())
        return NEXT(pthread_kill)(handle, signo);
    return send_to_thread(handle, signo, SI_TKILL, no_value, CALLER);
}

#ifdef __GLIBC__
EXPORT int pthread_sigqueue(pthread_t handle, int signo,
                            const union sigval value)
{
    if (!controlled())
        return NEXT(pthread_sigqueue)(handle, signo, value);
    return send_to_thread(handle, signo, SI_QUEUE, value, CALLER);
}
#endif

EXPORT int raise(int signo)
{
    if (!controlled() || signo < 1 || signo > 64)
        return NEXT(raise)(signo);
    if (signo == SIGABRT ||
        (!is_handled(signo) && !(self->mask & bit(signo))))
        return NEXT(raise)(signo);
    return pthread_kill(pthread_self(), signo);
}

static int send_to_process(int signo, int code, union sigval value,
                           uint64_t pc)
{
    step(&(struct op){.kind = KIND_KILL,
                      .pc = pc,
                      .address = (uint64_t)signo,
                      .other = NO_THREAD});
    send(NULL, signo, code, value);
    return 0;
}

EXPORT int kill(pid_t pid, int signo)
{
    if (!controlled() || pid != getpid() || signo < 1 || signo > 64)
        return NEXT(kill)(pid, signo);
    return send_to_process(signo, SI_USER, no_value, CALLER);
}

EXPORT int sigqueue(pid_t pid, int signo, const union sigval value)
{
    if (!controlled() || pid != getpid() || signo < 1 || signo > 64)
        return NEXT(sigqueue)(pid, signo, value);
    return send_to_process(signo, SI_QUEUE, value, CALLER);
}

static bool has_one(struct thread *t, struct op *op)
{
    return pending(t) & op->arg || signalfd_has(op->arg);
}

static int take_one(uint64_t set, siginfo_t *info)
{
    for (int s = 1; s <= 64; s++) {
        uint64_t b = bit(s) & set;
        uint64_t *from =
            self->signals & b ? &self->signals : &process_signals;

        if (!(*from & b))
            continue;
        siginfo_take(self, s, info);
        if (!siginfo_more(self, s))
            *from &= ~b;
        return s;
    }
    return signalfd_take(set, info);
}

// The signal, 0 after a time-out, or -1 after a handler ran.
static int wait_for(const sigset_t *set, siginfo_t *info,
                    uint64_t until, uint64_t pc)
{
    struct op op = {.kind = KIND_SIGWAIT,
                    .pc = pc,
                    .until = until,
                    .ready = has_one,
                    .arg = signal_bits(set),
                    .cancellable = true,
                    .interruptible = true};
    enum go go = step(&op);

    if (go == GO_INTERRUPTED)
        return -1;
    memset(info, 0, sizeof *info);
    int signo = go == GO_TIMEOUT ? 0 : take_one(op.arg, info);
    info->si_signo = signo;
    order_acquire(&process_signals);
    trace_result(signo);
    return signo;
}

EXPORT int sigwait(const sigset_t *restrict set, int *restrict signo)
{
    if (!controlled())
        return NEXT(sigwait)(set, signo);
    siginfo_t info;
    do
        *signo = wait_for(set, &info, NEVER, CALLER);
    while (*signo < 0);
    return 0;
}

static int wait_info(const sigset_t *set, siginfo_t *info,
                     uint64_t until, uint64_t pc)
{
    siginfo_t found;
    int signo = wait_for(set, &found, until, pc);

    if (signo <= 0) {
        errno = signo ? EINTR : EAGAIN;
        return -1;
    }
    if (info)
        *info = found;
    return signo;
}

EXPORT int sigwaitinfo(const sigset_t *restrict set,
                       siginfo_t *restrict info)
{
    if (!controlled())
        return NEXT(sigwaitinfo)(set, info);
    return wait_info(set, info, NEVER, CALLER);
}

EXPORT int sigtimedwait(const sigset_t *restrict set,
                        siginfo_t *restrict info,
                        const struct timespec *restrict time)
{
    if (!controlled())
        return NEXT(sigtimedwait)(set, info, time);
    return wait_info(set, info, time ? after_of(time) : NEVER, CALLER);
}

EXPORT int sigpending(sigset_t *set)
{
    int rc = NEXT(sigpending)(set);

    if (!controlled())
        return rc;
    order_acquire(&process_signals);
    for (int s = 1; s <= 64; s++)
        if (pending(self) & self->mask & bit(s))
            sigaddset(set, s);
    return rc;
}

static int pause_for_signal(uint64_t pc, bool own_mask)
{
    struct op op = {.kind = KIND_SIGWAIT,
                    .pc = pc,
                    .ready = never_ready,
                    .own_mask = own_mask,
                    .cancellable = true,
                    .interruptible = true};

    step(&op);
    errno = EINTR;
    return -1;
}

EXPORT int pause(void)
{
    return controlled() ? pause_for_signal(CALLER, false)
                        : NEXT(pause)();
}

EXPORT int sigsuspend(const sigset_t *set)
{
    if (!controlled())
        return NEXT(sigsuspend)(set);
    signal_point(KIND_SIGWAIT, CALLER);
    uint64_t before = signal_swap_mask(signal_bits(set));
    int rc = pause_for_signal(CALLER, true);
    signal_swap_mask(before);
    return rc;
}

// Nobody can run, and somebody waits for a signal: in a plain run it may
// come from outside, from a terminal or a shell.
bool signal_from_outside(bool only_signals)
{
    uint64_t wanted = 0;
    bool waits = false;
    sigset_t set;

    sigemptyset(&set);
    for (uint32_t i = 0; i < n_threads; i++) {
        struct op *op = threads[i]->op;

        if (threads[i]->ended || !op || op->kind != KIND_SIGWAIT)
            continue;
        waits = true;
        wanted |= op->arg;
    }
    if (!waits || is_server_child || !only_signals)
        return false;
    for (int s = 1; s <= 64; s++)
        if (wanted & bit(s))
            sigaddset(&set, s);
    int signo = NEXT(sigwaitinfo)(&set, NULL);
    if (signo > 0)
        process_signals |= bit(signo);
    return true;
}
