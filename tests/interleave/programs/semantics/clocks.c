// clocks.c: sleeping takes the time it should; clocks go forward.
#define _GNU_SOURCE // usleep, CLOCK_MONOTONIC_COARSE

#include <errno.h>
#include <sys/time.h>
#include <unistd.h>

#include "semantics.h"

static void sleeping(void)
{
    struct timespec end = ahead(CLOCK_MONOTONIC, 10);
    struct timespec ten = {0, 10000000};
    SAME(nanosleep(&ten, NULL), 0);
    SAME(is_past(CLOCK_MONOTONIC, end), 1);
    end = ahead(CLOCK_MONOTONIC, 10);
    SAME(usleep(10000), 0);
    SAME(is_past(CLOCK_MONOTONIC, end), 1);
    SAME(sleep(0), 0);
    end = ahead(CLOCK_MONOTONIC, 10);
    SAME(clock_nanosleep(CLOCK_MONOTONIC, 0, &ten, NULL), 0);
    SAME(is_past(CLOCK_MONOTONIC, end), 1);
}

static void till_a_time(clockid_t clock)
{
    struct timespec end = ahead(clock, 10);
    SAME(clock_nanosleep(clock, TIMER_ABSTIME, &end, NULL), 0);
    SAME(is_past(clock, end), 1);
    end = ahead(clock, -1000);
    SAME(clock_nanosleep(clock, TIMER_ABSTIME, &end, NULL), 0);
}

static void errors(void)
{
    struct timespec wrong = {0, 1000000000};
    SAME(nanosleep(&wrong, NULL), -1);
    SAME(errno, EINVAL);
    errno = 0;
    SAME(clock_nanosleep(CLOCK_MONOTONIC, 0, &wrong, NULL), EINVAL);
    SAME(errno, 0);
    wrong = (struct timespec){-1, 0};
    SAME(nanosleep(&wrong, NULL), -1);
    SAME(errno, EINVAL);
    SAME(clock_gettime(12345, &wrong), -1);
    SAME(errno, EINVAL);
}

// Read between two readings of the clock, the others lie between them.
static void agreeing(void)
{
    struct timespec before, after;
    SAME(clock_gettime(CLOCK_REALTIME, &before), 0);
    struct timeval day;
    SAME(gettimeofday(&day, NULL), 0);
    time_t seconds = time(NULL);
    SAME(clock_gettime(CLOCK_REALTIME, &after), 0);
    SAME(day.tv_sec >= before.tv_sec && day.tv_sec <= after.tv_sec, 1);
    // time() may run behind by a tick.
    SAME(seconds >= before.tv_sec - 1 && seconds <= after.tv_sec, 1);
    SAME(before.tv_sec > 1500000000, 1);
}

int main(void)
{
    sleeping();
    till_a_time(CLOCK_MONOTONIC);
    till_a_time(CLOCK_REALTIME);
    errors();
    agreeing();
    struct timespec last, now;
    clock_gettime(CLOCK_MONOTONIC, &last);
    for (int i = 0; i < 1000; i++) {
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (!is_past(CLOCK_MONOTONIC, last) || now.tv_nsec < 0 ||
            now.tv_nsec > 999999999)
            return 1;
        last = now;
    }
    struct timespec resolution;
    SAME(clock_getres(CLOCK_MONOTONIC, &resolution), 0);
    SAME(clock_gettime(CLOCK_MONOTONIC_COARSE, &now), 0);
    SAME(clock_gettime(CLOCK_BOOTTIME, &now), 0);
    SAME(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now), 0);
    SAME(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now), 0);
    return 0;
}
