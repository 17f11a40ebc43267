// clock.c: virtual time. It passes only when nobody can run.
//
// All clocks tell the same virtual time; they differ in where they
// began. Computing takes no time, so CPU clocks tell it too.

#include "core.h"

#include <errno.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

// 2024-01-01 00:00:00 UTC, and a hundred seconds after the machine came
// up: fixed, so that every run sees the same.
enum { REALTIME_BEGAN = 1704067200, MONOTONIC_BEGAN = 100 };

enum { MANY_READS = 100 }; // of the clock, without a step between

static bool is_realtime(int clock)
{
    return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE ||
           clock == CLOCK_TAI;
}

static uint64_t began(int clock)
{
    if (clock == CLOCK_PROCESS_CPUTIME_ID ||
        clock == CLOCK_THREAD_CPUTIME_ID || clock < 0)
        return 0;
    return is_realtime(clock) ? REALTIME_BEGAN : MONOTONIC_BEGAN;
}

static bool valid(const struct timespec *time)
{
    return time->tv_nsec >= 0 && time->tv_nsec < (long)SECOND;
}

// Virtual time `time` from now; NEVER if that is past counting.
uint64_t after_of(const struct timespec *time)
{
    if (time->tv_sec < 0)
        return now;
    if ((uint64_t)time->tv_sec > (NEVER - now) / SECOND / 2)
        return NEVER - 1;
    return now + (uint64_t)time->tv_sec * SECOND +
           (uint64_t)time->tv_nsec;
}

// The virtual time of an absolute time on a clock. EINVAL as POSIX has
// it for nanoseconds that are none.
uint64_t until_of(const struct timespec *time, int clock, int *error)
{
    *error = 0;
    if (!valid(time) ||
        (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC &&
         clock != CLOCK_TAI && clock != CLOCK_BOOTTIME)) {
        *error = EINVAL;
        return NEVER;
    }
    uint64_t start = began(clock);
    if (time->tv_sec < 0 || (uint64_t)time->tv_sec < start)
        return 1; // long ago
    uint64_t seconds = (uint64_t)time->tv_sec - start;
    if (seconds > NEVER / SECOND / 2)
        return NEVER - 1;
    uint64_t until = seconds * SECOND + (uint64_t)time->tv_nsec;
    return until ? until : 1;
}

// A call that has been given a time that is none fails at once. It is a
// step all the same: a loop that calls it again until it succeeds would
// never give up its turn. Returns EINVAL.
int refuse_time(int kind, uint64_t pc, struct object *object)
{
    step_simple(kind, pc, object);
    trace_result(EINVAL);
    return EINVAL;
}

// Sleep until virtual time `until`; GO_TIMEOUT, or GO_INTERRUPTED.
enum go nap(uint64_t until, uint64_t pc)
{
    struct op op = {.kind = KIND_SLEEP,
                    .pc = pc,
                    .until = until,
                    .ready = never_ready,
                    .cancellable = true,
                    .interruptible = true};

    if (until <= now) { // sleep(0): offer the turn, no more
        op.ready = NULL;
        op.yields = true;
    }
    return step(&op);
}

// A program that reads the clock again and again waits for time to pass.
static void count_read(uint64_t pc)
{
    struct op op = {.kind = KIND_CLOCK, .pc = pc, .yields = true};

    if (++self->clock_reads < MANY_READS)
        return;
    self->idle += MANY_READS;
    step(&op);
}

EXPORT int clock_gettime(clockid_t clock, struct timespec *time)
{
    // A clock that there is not: the C library says so.
    if (!controlled() || clock > CLOCK_TAI)
        return NEXT(clock_gettime)(clock, time);
    count_read(CALLER);
    time->tv_sec = (time_t)(began(clock) + now / SECOND);
    time->tv_nsec = (long)(now % SECOND);
    return 0;
}

EXPORT int timespec_get(struct timespec *time, int base)
{
    if (!controlled())
        return NEXT(timespec_get)(time, base);
    if (base != TIME_UTC)
        return 0;
    clock_gettime(CLOCK_REALTIME, time);
    return base;
}

// glibc declares it without a type for its second argument that all
// versions agree on.
EXPORT int gettimeofday(struct timeval *restrict time,
                        void *restrict zone)
{
    struct timespec t;

    if (!controlled())
        return NEXT(gettimeofday)(time, zone);
    count_read(CALLER);
    clock_gettime(CLOCK_REALTIME, &t);
    time->tv_sec = t.tv_sec;
    time->tv_usec = t.tv_nsec / 1000;
    return 0;
}

EXPORT time_t time(time_t *out)
{
    if (!controlled())
        return NEXT(time)(out);
    count_read(CALLER);
    time_t t = (time_t)(REALTIME_BEGAN + now / SECOND);
    if (out)
        *out = t;
    return t;
}

EXPORT clock_t clock(void)
{
    if (!controlled())
        return NEXT(clock)();
    count_read(CALLER);
    return (clock_t)(now / (SECOND / CLOCKS_PER_SEC));
}

static void time_left(uint64_t until, struct timespec *left)
{
    uint64_t ns = until > now ? until - now : 0;

    if (left)
        *left = (struct timespec){(time_t)(ns / SECOND),
                                  (long)(ns % SECOND)};
}

EXPORT unsigned sleep(unsigned seconds)
{
    if (!controlled() || in_runtime(CALLER))
        return NEXT(sleep)(seconds);
    uint64_t until = now + seconds * SECOND;
    if (nap(until, CALLER) != GO_INTERRUPTED || until <= now)
        return 0;
    return (unsigned)((until - now + SECOND - 1) / SECOND);
}

EXPORT int usleep(useconds_t microseconds)
{
    if (!controlled() || in_runtime(CALLER))
        return NEXT(usleep)(microseconds);
    if (nap(now + microseconds * 1000ull, CALLER) != GO_INTERRUPTED)
        return 0;
    errno = EINTR;
    return -1;
}

EXPORT int nanosleep(const struct timespec *time, struct timespec *left)
{
    if (!controlled() || in_runtime(CALLER))
        return NEXT(nanosleep)(time, left);
    if (!valid(time) || time->tv_sec < 0) {
        errno = refuse_time(KIND_SLEEP, CALLER, NULL);
        return -1;
    }
    uint64_t until = after_of(time);
    if (nap(until, CALLER) != GO_INTERRUPTED)
        return 0;
    time_left(until, left);
    errno = EINTR;
    return -1;
}

EXPORT int clock_nanosleep(clockid_t clock, int flags,
                           const struct timespec *time,
                           struct timespec *left)
{
    if (!controlled())
        return NEXT(clock_nanosleep)(clock, flags, time, left);
    int error = 0;
    uint64_t until = until_of(time, clock, &error);
    if (error || time->tv_sec < 0)
        return refuse_time(KIND_SLEEP, CALLER, NULL);
    if (!(flags & TIMER_ABSTIME))
        until = after_of(time);
    if (nap(until, CALLER) != GO_INTERRUPTED)
        return 0;
    if (!(flags & TIMER_ABSTIME))
        time_left(until, left);
    return EINTR;
}

// Nobody to yield to: a sanitizer that looks for leaks at the end, maybe.
static bool alone_at_exit(void)
{
    uint32_t live = 0;

    for (uint32_t i = 0; i < n_threads; i++)
        live += !threads[i]->ended;
    return shared->result.outcome == OUTCOME_EXIT && live == 1;
}

EXPORT int sched_yield(void)
{
    if (!controlled() || in_runtime(CALLER) || alone_at_exit())
        return NEXT(sched_yield)();
    struct op op = {.kind = KIND_YIELD, .pc = CALLER, .yields = true};
    step(&op);
    return 0;
}
