// timer.c: timers on the virtual clock: alarm, setitimer, timer_create
// and timerfd. They expire when time passes, and time passes only when
// nobody can run.
//
// A timerfd is an eventfd: the library adds the expirations to it, and
// read, poll and epoll find them there.

#include "core.h"

#include <errno.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#ifndef __GLIBC__
#define __itimer_which_t int
#endif

enum {
    TIMERS = 64,
    OF_ITIMERS = 3,   // the first: setitimer's, by `which`
    HANDLE = 0x10000, // + index: a timer_t of ours
    FRUITLESS = 100,  // expirations in a row that let nobody go on
};

static struct timer {
    bool used;
    int fd;    // timerfd, or -1
    int signo; // 0: none
    int clock;
    struct thread *thread; // NULL: the process
    union sigval value;
    uint64_t due; // NEVER: not armed
    uint64_t interval;
    uint64_t overrun;
} timers[TIMERS] = {
    {true, -1, SIGALRM, CLOCK_REALTIME, NULL, {0}, NEVER, 0, 0},
    {true, -1, SIGVTALRM, CLOCK_MONOTONIC, NULL, {0}, NEVER, 0, 0},
    {true, -1, SIGPROF, CLOCK_MONOTONIC, NULL, {0}, NEVER, 0, 0},
};
static uint32_t fired, fired_at; // in a row, at that step

// When the next timer expires. One that expires again and again while
// nobody can go on will not change that.
uint64_t timers_due(void)
{
    bool fruitless =
        fired > FRUITLESS && fired_at == shared->result.steps;
    uint64_t due = NEVER;

    for (int i = 0; i < TIMERS; i++)
        if (timers[i].used && timers[i].due < due &&
            !(fruitless && timers[i].interval))
            due = timers[i].due;
    return due;
}

static void expire(struct timer *t)
{
    uint64_t times = 1;

    if (t->interval)
        times += (now - t->due) / t->interval;
    t->due = t->interval ? t->due + times * t->interval : NEVER;
    t->overrun = times - 1;
    fired = fired_at == shared->result.steps ? fired + 1 : 1;
    fired_at = shared->result.steps;
    if (t->fd >= 0)
        NEXT(eventfd_write)(t->fd, times);
    else if (t->signo)
        signal_post(t->thread, t->signo, SI_TIMER, t->value);
}

void timers_pass(void)
{
    for (int i = 0; i < TIMERS; i++)
        if (timers[i].used && timers[i].due <= now)
            expire(&timers[i]);
}

static struct itimerspec state_of(const struct timer *t)
{
    uint64_t left = t->due == NEVER ? 0 : t->due - now;

    return (struct itimerspec){
        {(time_t)(t->interval / SECOND), (long)(t->interval % SECOND)},
        {(time_t)(left / SECOND), (long)(left % SECOND)}};
}

static bool valid(const struct timespec *time)
{
    return time->tv_sec >= 0 && time->tv_nsec >= 0 &&
           time->tv_nsec < (long)SECOND;
}

static int set(struct timer *t, bool absolute,
               const struct itimerspec *to, struct itimerspec *old,
               uint64_t pc)
{
    int error = 0;

    step(&(struct op){.kind = KIND_TIMER,
                      .pc = pc,
                      .address = t->fd >= 0 ? (uint64_t)t->fd : 0});
    signals_release();
    files_release(); // of a timerfd, or of a signalfd
    if (!valid(&to->it_value) || !valid(&to->it_interval))
        error = EINVAL;
    uint64_t due = NEVER;
    if (absolute && !error)
        due = until_of(&to->it_value, t->clock, &error);
    else if (!error)
        due = after_of(&to->it_value);
    if (error) {
        errno = error;
        return -1;
    }
    if (old)
        *old = state_of(t);
    t->due = to->it_value.tv_sec || to->it_value.tv_nsec ? due : NEVER;
    t->interval = (uint64_t)to->it_interval.tv_sec * SECOND +
                  (uint64_t)to->it_interval.tv_nsec;
    t->overrun = 0;
    file_drain(t->fd);
    timers_pass(); // it may be over already
    return 0;
}

static struct timer *new_timer(int clock)
{
    if (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC &&
        clock != CLOCK_BOOTTIME && clock != CLOCK_TAI &&
        clock != CLOCK_PROCESS_CPUTIME_ID &&
        clock != CLOCK_THREAD_CPUTIME_ID) {
        errno = EINVAL;
        return NULL;
    }
    for (int i = OF_ITIMERS; i < TIMERS; i++)
        if (!timers[i].used) {
            timers[i] = (struct timer){
                .used = true, .fd = -1, .due = NEVER, .clock = clock};
            return &timers[i];
        }
    errno = EAGAIN;
    return NULL;
}

// ---- alarm, setitimer -------------------------------------------------

static struct timeval to_timeval(struct timespec time)
{
    return (struct timeval){time.tv_sec, time.tv_nsec / 1000};
}

static struct timespec to_timespec(struct timeval time)
{
    return (struct timespec){time.tv_sec, time.tv_usec * 1000};
}

EXPORT unsigned alarm(unsigned seconds)
{
    if (!controlled())
        return NEXT(alarm)(seconds);
    struct itimerspec to = {{0, 0}, {(time_t)seconds, 0}}, old;
    set(&timers[ITIMER_REAL], false, &to, &old, CALLER);
    return (unsigned)old.it_value.tv_sec + (old.it_value.tv_nsec > 0);
}

EXPORT int setitimer(__itimer_which_t which,
                     const struct itimerval *restrict value,
                     struct itimerval *restrict old)
{
    if (!controlled() || (unsigned)which >= OF_ITIMERS)
        return NEXT(setitimer)(which, value, old);
    struct itimerspec to = {to_timespec(value->it_interval),
                            to_timespec(value->it_value)},
                      before;
    if (set(&timers[which], false, &to, &before, CALLER) != 0)
        return -1;
    if (old)
        *old = (struct itimerval){to_timeval(before.it_interval),
                                  to_timeval(before.it_value)};
    return 0;
}

EXPORT int getitimer(__itimer_which_t which, struct itimerval *value)
{
    if (!controlled() || (unsigned)which >= OF_ITIMERS)
        return NEXT(getitimer)(which, value);
    struct itimerspec state = state_of(&timers[which]);
    *value = (struct itimerval){to_timeval(state.it_interval),
                                to_timeval(state.it_value)};
    return 0;
}

// ---- timer_create -----------------------------------------------------

static struct timer *timer_of(timer_t handle)
{
    uintptr_t i = (uintptr_t)handle - HANDLE;

    return i < TIMERS && timers[i].used ? &timers[i] : NULL;
}

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

static struct thread *to_notify(const struct sigevent *event)
{
    for (uint32_t i = 0; i < n_threads; i++)
        if (event && event->sigev_notify == SIGEV_THREAD_ID &&
            threads[i]->tid == event->sigev_notify_thread_id)
            return threads[i];
    return NULL;
}

EXPORT int timer_create(clockid_t clock,
                        struct sigevent *restrict event,
                        timer_t *restrict handle)
{
    if (controlled() && event && event->sigev_notify == SIGEV_THREAD)
        note_uncontrolled("timer_create",
                          "a thread of SIGEV_THREAD comes"
                          " by the real clock");
    if (!controlled() || (event && event->sigev_notify == SIGEV_THREAD))
        return NEXT(timer_create)(clock, event, handle);
    struct timer *t = new_timer(clock);
    if (!t)
        return -1;
    *handle = (timer_t)(uintptr_t)(HANDLE + (t - timers));
    t->signo = event ? event->sigev_signo : SIGALRM;
    t->value.sival_ptr = event ? event->sigev_value.sival_ptr : *handle;
    t->thread = to_notify(event);
    if (event && event->sigev_notify == SIGEV_NONE)
        t->signo = 0;
    return 0;
}

EXPORT int timer_settime(timer_t handle, int flags,
                         const struct itimerspec *restrict to,
                         struct itimerspec *restrict old)
{
    struct timer *t = controlled() ? timer_of(handle) : NULL;

    return t ? set(t, flags & TIMER_ABSTIME, to, old, CALLER)
             : NEXT(timer_settime)(handle, flags, to, old);
}

EXPORT int timer_gettime(timer_t handle, struct itimerspec *state)
{
    struct timer *t = controlled() ? timer_of(handle) : NULL;

    if (!t)
        return NEXT(timer_gettime)(handle, state);
    *state = state_of(t);
    return 0;
}

EXPORT int timer_getoverrun(timer_t handle)
{
    struct timer *t = controlled() ? timer_of(handle) : NULL;

    return t ? (int)t->overrun : NEXT(timer_getoverrun)(handle);
}

EXPORT int timer_delete(timer_t handle)
{
    struct timer *t = controlled() ? timer_of(handle) : NULL;

    if (!t)
        return NEXT(timer_delete)(handle);
    t->used = false;
    return 0;
}

// ---- timerfd ----------------------------------------------------------

static struct timer *timer_at(int fd)
{
    for (int i = OF_ITIMERS; i < TIMERS; i++)
        if (timers[i].used && timers[i].fd == fd && fd >= 0)
            return &timers[i];
    return NULL;
}

void timer_closed(int fd)
{
    struct timer *t = timer_at(fd);

    if (t)
        t->used = false;
}

EXPORT int timerfd_create(int clock, int flags)
{
    if (!controlled())
        return NEXT(timerfd_create)(clock, flags);
    struct timer *t = new_timer(clock);
    if (!t)
        return -1;
    t->fd = eventfd(0, (flags & TFD_NONBLOCK ? EFD_NONBLOCK : 0) |
                           (flags & TFD_CLOEXEC ? EFD_CLOEXEC : 0));
    t->used = t->fd >= 0;
    return t->fd;
}

EXPORT int timerfd_settime(int fd, int flags,
                           const struct itimerspec *to,
                           struct itimerspec *old)
{
    struct timer *t = controlled() ? timer_at(fd) : NULL;

    return t ? set(t, flags & TFD_TIMER_ABSTIME, to, old, CALLER)
             : NEXT(timerfd_settime)(fd, flags, to, old);
}

EXPORT int timerfd_gettime(int fd, struct itimerspec *state)
{
    struct timer *t = controlled() ? timer_at(fd) : NULL;

    if (!t)
        return NEXT(timerfd_gettime)(fd, state);
    *state = state_of(t);
    return 0;
}
