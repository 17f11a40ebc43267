// watch.c: threads that compute without a call that the library sees.
//
// A timer of CPU time looks whether the running thread has come to a
// step. One that has not for long is made to offer its turn, if it is in
// the program's own code (a lock of the C library must not be held while
// others run); after the whole of `cpu_ms`, that is a spin.

#include "core.h"

#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

static uint32_t last_steps, still; // ticks without a step
// In ticks, of a twentieth of cpu_ms. A plain run may mean to compute for
// long, and somebody sits before it.
enum { PATIENT = 5, SEARCHED = 20, PLAIN = 300 };

static uint32_t offers; // steps that are only our own

static int watch_signal(void)
{
    return SIGRTMAX - 1;
}

static uint64_t pc_of(void *context)
{
    ucontext_t *u = context;

#if defined(__x86_64__)
    return (uint64_t)u->uc_mcontext.gregs[16]; // REG_RIP
#elif defined(__aarch64__)
    return u->uc_mcontext.pc;
#else
    (void)u;
    return 0;
#endif
}

static void offer_turn(uint64_t pc)
{
    struct op op = {.kind = KIND_PREEMPTED, .pc = pc, .yields = true};

    offers++;
    self->idle += 1000;
    step(&op);
}

static void tick(int signo, siginfo_t *info, void *context)
{
    (void)info;
    if (!active)
        return;
    if (running && running != self) {
        // The kernel chose another thread; this one knows nothing. Or
        // this one is busy for us, without its name (access_started).
        if (running->tid != (int32_t)syscall(SYS_gettid))
            syscall(SYS_tgkill, getpid(), running->tid, signo);
        return;
    }
    if (!self)
        return;
    uint64_t pc = pc_of(context);
    if (shared->result.steps - offers != last_steps) {
        last_steps = shared->result.steps - offers;
        still = 0;
        return;
    }
    still++;
    if (still >= (is_server_child ? SEARCHED : PLAIN))
        fail(OUTCOME_SPIN, pc + 1,
             "thread %u computes on and on, and calls nothing",
             self->id);
    if (still >= PATIENT && pc >= shared->exe_start &&
        pc < shared->exe_end && !memory_busy())
        offer_turn(pc + 1);
}

void watch_begin(void)
{
    struct sigaction action;
    timer_t timer;
    struct sigevent event;
    long ns = shared->request.cpu_ms / 20 * 1000000l;
    struct itimerspec every = {{ns / 1000000000l, ns % 1000000000l},
                               {ns / 1000000000l, ns % 1000000000l}};

    if (ns == 0)
        return;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = tick;
    action.sa_flags = SA_SIGINFO | SA_RESTART | SA_NODEFER;
    NEXT(sigaction)(watch_signal(), &action, NULL);
    memset(&event, 0, sizeof event);
    event.sigev_notify = SIGEV_SIGNAL;
    event.sigev_signo = watch_signal();
    if (NEXT(timer_create)(CLOCK_PROCESS_CPUTIME_ID, &event, &timer) ==
        0)
        timer_settime(timer, 0, &every, NULL);
}
